import { fill } from "@chatorbit/i18n";
import type { Pact, TimeView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { useNow } from "../../../ui/use-now.ts";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { useConversation } from "./conversation-context.ts";
import { Offer } from "./offer.tsx";

type PactOfferProps = {
  readonly pact: Pact;
  readonly time: TimeView;
  /** How long a session leapt to lasts. */
  readonly leapMs: number;
  /** The question stands in the log too. */
  readonly isSecond?: boolean;
};

/** An act that needs both: the other one's question, or one's own that waits. */
export function PactOffer({ pact, time, leapMs, isSecond = false }: PactOfferProps) {
  const { pact: words } = useWords("conversation");
  const format = useFormat();
  const session = useSession();
  const { peerName: name } = useConversation();
  const now = useNow(1000, pact.until);
  const left = format.rest(pact.until - now);
  const length = format.length(Math.round((pact.seconds ?? 0) / 60));

  if (pact.isUnderway) return <Offer title={words.underway}>{words.underwayText}</Offer>;
  if (pact.by === "me") {
    return (
      <Offer title={pact.act === "extend" ? fill(words.extendByMe, { length }) : words.leapByMe}>
        {fill(words.waiting, { name, time: left })}
      </Offer>
    );
  }
  const isExtend = pact.act === "extend";
  const full = format.length(Math.round(leapMs / 60_000));
  const end = format.time(time.endsAt + (pact.seconds ?? 0) * 1000);
  return (
    <Offer
      isSecond={isSecond}
      title={fill(isExtend ? words.extendByPeer : words.leapByPeer, { name, length })}
      isLive
      actions={
        <>
          <Button look="primary" isSmall onClick={() => session.answerPact(true)}>
            {isExtend ? fill(words.give, { length }) : words.leap}
          </Button>
          <Button isSmall onClick={() => session.answerPact(false)}>
            {isExtend ? words.refuse : words.stay}
          </Button>
        </>
      }
    >
      {isExtend ? fill(words.extendByPeerText, { time: end }) : fill(words.leapByPeerText, { length: full })}{" "}
      {fill(words.lapses, { time: left })}
    </Offer>
  );
}
