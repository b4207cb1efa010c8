import { dropPsks, dropReceiving, dropSending } from "@chatorbit/crypto";
import { liveOf } from "../conversation/channel.ts";
import { type ConversationTurn, keep, set } from "../conversation/turn.ts";
import { dropRun } from "../keying/keying.ts";
import { keepNames } from "../record.ts";
import { noLive } from "./state.ts";

/** Drops every key and everything kept in this tab. */
export function wipeLive(turn: ConversationTurn): void {
  const { token, formerLeap } = turn.state;
  const { epochs, keying } = liveOf(turn.state);
  if (epochs.sending !== null) dropSending(epochs.sending.chain);
  if (epochs.prepared !== null) dropSending(epochs.prepared.chain);
  for (const { chain } of epochs.receiving) dropReceiving(chain);
  dropRun(keying.run);
  if (keying.host !== null) dropPsks(keying.host);
  if (keying.guest !== null) dropPsks(keying.guest);
  set(turn, { channel: noLive });
  keep(turn, "tab", keepNames.record(token), null);
  if (formerLeap !== null) keep(turn, "tab", keepNames.record(formerLeap.token), null);
}
