import type { HomeModel, Limits, NotJoined } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import type { News } from "../../platform/news.ts";
import { useModel } from "../../use-model.ts";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { SiteFooter } from "../../ui/site-footer.tsx";
import { SiteHeader } from "../../ui/site-header.tsx";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import { useConsent } from "../consent/use-consent.tsx";
import { HowItWorks, WhatTheServerSees } from "./explain.tsx";
import { JoinCard } from "./join-card.tsx";
import { NewsNote } from "./news-note.tsx";
import { OpenInvites, OpenRooms } from "./late-parts.ts";
import { RoomCard } from "./room-card.tsx";
import { StartCard } from "./start-card.tsx";
import styles from "./landing.module.css";

type LandingScreenProps = {
  readonly home: HomeModel;
  readonly areLimitsOpen?: boolean;
  readonly isRoomTimeOpen?: boolean;
  readonly news?: News;
};

/** The start page over a model. */
export function LandingScreen({
  home,
  areLimitsOpen = false,
  isRoomTimeOpen = false,
  news,
}: LandingScreenProps) {
  const words = useWords("landing");
  const view = useModel(home);
  const { withConsent, consent } = useConsent();

  const start = (limits: Limits) =>
    withConsent(() => {
      void home.start(limits).then((path) => {
        if (path !== null) go(path);
      });
    });
  const createRoom = (ttl: number) =>
    withConsent(() => {
      void home.createRoom(ttl).then((path) => {
        if (path !== null) go(path);
      });
    });
  const join = (code: string): NotJoined | null => {
    const joined = home.join(code);
    if (!("path" in joined)) return joined;
    withConsent(() => go(joined.path));
    return null;
  };

  return (
    <div class={styles.landing}>
      <Rings />
      <div class={styles.in}>
        <SiteHeader />
        <main class={layout.page}>
          <div class={styles.hero}>
            <h1 class={text.display} tabIndex={-1}>
              {words.title}
            </h1>
            <p class={text.lead}>{words.lead}</p>
          </div>
          <div class={cx(layout.stack, layout.l)}>
            <NewsNote {...(news === undefined ? {} : { first: news })} />
            <div class={styles.ways}>
              <StartCard
                isStarting={view.isStarting}
                problem={view.problem}
                onStart={start}
                areLimitsOpen={areLimitsOpen}
              />
              <JoinCard onJoin={join} />
            </div>
            <RoomCard
              isCreating={view.isCreatingRoom}
              problem={view.roomProblem}
              onCreate={createRoom}
              isTimeOpen={isRoomTimeOpen}
            />
            {view.openRooms.length > 0 && <OpenRooms rooms={view.openRooms} />}
            {view.openInvites.length > 0 && (
              <OpenInvites invites={view.openInvites} onForget={(token) => void home.forgetInvite(token)} />
            )}
          </div>
          <HowItWorks />
          <WhatTheServerSees />
        </main>
        <SiteFooter path="/" />
      </div>
      {consent}
    </div>
  );
}

const Rings = () => (
  <svg class={styles.rings} viewBox="0 0 620 620" aria-hidden="true">
    <circle class={styles.near} cx="310" cy="310" r="150" />
    <circle class={styles.middle} cx="310" cy="310" r="224" />
    <circle class={styles.far} cx="310" cy="310" r="300" />
    <circle class={styles.halo} cx="204" cy="416" r="22" />
    <circle class={styles.me} cx="204" cy="416" r="8.5" />
    <circle class={styles.peer} cx="416" cy="204" r="8.5" />
  </svg>
);
