import { fill } from "@chatorbit/i18n";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CallModel, ConversationView, MessageItem } from "../../../models/views.ts";
import { go, holdBack } from "../../../platform/address.ts";
import { localPath } from "../../../platform/language.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { MoreIcon } from "../../../ui/session-icons.tsx";
import { useSpoken, useWords } from "../../../words/words.tsx";
import { Alarms } from "../alarms.tsx";
import { SessionBar } from "../bar/session-bar.tsx";
import { Timer } from "../bar/timer.tsx";
import { CallLayer } from "../call/late-call.ts";
import { StartButtons } from "../call/start-call.tsx";
import { usePlace } from "../place.ts";
import { useSession } from "../session-context.ts";
import { Composer } from "./composer.tsx";
import { type ConversationActs, ConversationProvider, type MenuPlace } from "./conversation-context.ts";
import styles from "./conversation-screen.module.css";
import { MessagesHeard, TimeHeard } from "./heard.tsx";
import {
  CheckDialog,
  FileDrop,
  InfoPanel,
  KeysDialog,
  LeaveDialog,
  MessageMenu,
  TimeDialog,
  VerifyDialog,
  VoiceRecorder,
} from "./late-layers.ts";
import { Log } from "./log.tsx";
import { useAttention } from "./use-attention.ts";
import { useUnreadTitle } from "./use-unread-title.ts";
import { useShortcuts } from "./use-shortcuts.ts";

type ConversationScreenProps = {
  readonly view: ConversationView;
  /** What was typed and not sent; kept in memory only. */
  readonly draft: { current: string };
};

type Layer = "info" | "check" | "time" | "leave" | "keys";
type Menu = { readonly message: MessageItem; readonly place: MenuPlace };
type Moves = Parameters<Parameters<typeof Log>[0]["onReady"]>[0];

/** The conversation and everything that opens over it. */
export function ConversationScreen({ view, draft }: ConversationScreenProps) {
  const words = useWords("conversation");
  const { info } = usePlace();
  const { language } = useSpoken();
  const session = useSession();
  const [layer, open] = useState<Layer | null>(null);
  const [menu, openMenu] = useState<Menu | null>(null);
  /** The call this device asked for, until its code is here. */
  const [wanted, want] = useState<boolean | null>(null);
  const [replyTo, reply] = useState<MessageItem | null>(null);
  const [isRecording, record] = useState(false);
  const moves = useRef<Moves | null>(null);
  const { verification, peer, traits } = view;
  const peerName = peer.name ?? words.other;
  const peerInside = peer.name ?? words.otherInside;
  const close = () => open(null);
  /** Why the last try to attach something came to nothing. */
  const [hitch, tell] = useState<{ readonly is: "cannot" | "lost" } | null>(null);
  const attach = (files: readonly File[]) => {
    if (!view.mayAttach) return tell({ is: "cannot" });
    reply(null);
    void session.attach(files, replyTo?.key ?? null).then((isOn) => tell(isOn ? null : { is: "lost" }));
  };
  const escape = () => (replyTo === null ? moves.current?.toEnd() : reply(null));

  useAttention();
  useUnreadTitle(view.unreadCount);
  useShortcuts({ info: () => open("info"), keys: () => open("keys"), escape });
  useEffect(() => holdBack(() => open("leave")), []);

  const acts = useMemo<ConversationActs>(
    () => ({
      peerName,
      peerInside,
      reply,
      jump: (key, from) => moves.current?.jump(key, from),
      openMenu: (message, place) => openMenu({ message, place }),
      openTime: () => open("time"),
      startCall: (hasVideo) => {
        open(null);
        want(hasVideo);
        session.startCall(hasVideo);
      },
      ...(canRecord() ? { recordVoice: () => record(true) } : {}),
    }),
    [peerName, peerInside],
  );

  const panel = (
    <InfoPanel
      view={view}
      onVerify={session.openVerify}
      onKeys={() => open("keys")}
      onCheck={() => open("check")}
    />
  );
  return (
    <ConversationProvider value={acts}>
      <div class={styles.screen}>
        {(view.hasCalls || wanted !== null) && <CallLayer view={view} hasVideo={wanted ?? false} />}
        <main class={styles.pane}>
          <SessionBar
            seats={peer.isHere ? 2 : 1}
            connection={view.connection}
            isHeading
            onBack={() => open("leave")}
            state={<State view={view} peerName={peerName} />}
          >
            <Timer
              time={view.time}
              {...(traits.canExtend ? { more: { label: words.time.open, open: () => open("time") } } : {})}
            />
            {verification?.isVerified === false && (
              <Button isSmall class={styles.verify} onClick={session.openVerify}>
                {words.verify.button}
              </Button>
            )}
            <div class={styles.start}>
              <StartButtons view={view} />
            </div>
            <IconButton label={words.more} class={styles.more} onClick={() => open("info")}>
              <MoreIcon />
            </IconButton>
          </SessionBar>
          <Alarms alarms={view.alarms} />
          <Log view={view} onReady={(ready) => (moves.current = ready)} />
          <FileDrop mayAttach={view.mayAttach} hitch={hitch} onFiles={attach} />
          {isRecording ? (
            <VoiceRecorder
              replyTo={replyTo}
              onReplied={() => reply(null)}
              onClose={() => {
                record(false);
                requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer]")?.focus());
              }}
            />
          ) : (
            <Composer
              maxChars={view.maxChars}
              replyTo={replyTo}
              onReplied={() => reply(null)}
              draft={draft}
              onEscape={escape}
              onUp={() => moves.current?.focusLast()}
              mayAttach={view.mayAttach}
              onFiles={attach}
            />
          )}
        </main>
        <aside class={styles.column} aria-label={info.label} data-region>
          {layer !== "info" && panel}
        </aside>
      </div>
      <TimeHeard endsAt={view.time.endsAt} />
      <MessagesHeard items={view.items} isReading={view.kept?.isCaughtUp === false} />
      {menu !== null && (
        <MessageMenu message={menu.message} place={menu.place} onClose={() => openMenu(null)} />
      )}
      {layer === "info" && (
        <Dialog title={info.label} onClose={close}>
          {panel}
        </Dialog>
      )}
      {layer === "time" && (
        <TimeDialog
          mayExtendSeconds={view.mayExtendSeconds}
          leapMs={view.ttlMinutes * 60_000}
          onClose={close}
        />
      )}
      {layer === "check" && <CheckDialog onClose={close} />}
      {layer === "keys" && <KeysDialog onClose={close} />}
      {layer === "leave" && (
        <LeaveDialog
          isCalling={isUnderway(session.calls())}
          onLeave={() => go(localPath("/", language))}
          onStay={close}
        />
      )}
      {verification?.isOpen === true && <VerifyDialog verification={verification} peerName={peerName} />}
    </ConversationProvider>
  );
}

/** Whether leaving would end a call. */
function isUnderway(calls: CallModel | null): boolean {
  const phase = calls?.snapshot().phase;
  return phase === "calling" || phase === "connecting" || phase === "connected";
}

/** Recording wants a recorder, and a page that browsers trust with a microphone. */
const canRecord = (): boolean => isSecureContext && "MediaRecorder" in globalThis;

function State({ view, peerName }: { readonly view: ConversationView; readonly peerName: string }) {
  const words = useWords("conversation");
  const { bar } = useWords("session");
  const { words: all } = useSpoken();
  const { verification, kept } = view;
  const isAlone = kept?.keys === "alone";
  return (
    <>
      {kept !== null && kept.keys !== "confirmed" && all.room !== undefined ? (
        <span>{all.room.bar[kept.keys]}</span>
      ) : verification === null ? (
        <span>{bar.securing}</span>
      ) : (
        <span class={verification.isVerified ? styles.ok : styles.warn}>
          {verification.isVerified ? words.verified : words.notVerified}
        </span>
      )}
      {!view.peer.isHere && !isAlone && (
        <span>
          <span class={styles.long}>{fill(words.away, { name: peerName })}</span>
          <span class={styles.short}>{words.awayShort}</span>
        </span>
      )}
    </>
  );
}
