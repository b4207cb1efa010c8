/** How good the connection is, and giving up the picture for the sound (CA4, CA5). */
import { stopSource } from "./media.ts";
import type { Quality, Sample } from "./state.ts";
import { type CallTurn, joinedOf, negotiationOf, notice, setJoined } from "./turn.ts";

type Grade = Quality["grade"];

/** ITU-T G.114 calls 400 ms one way the end of conversation; video needs about 150 kbit/s to be one. */
export function gradeOf({ rttMs, lossShare, bitrate }: Sample, hasVideo: boolean): Grade {
  const rtt = rttMs ?? 0;
  if (lossShare > 0.1 || rtt > 800 || (hasVideo && bitrate > 0 && bitrate < 80_000)) return "poor";
  if (lossShare > 0.03 || rtt > 350 || (hasVideo && bitrate > 0 && bitrate < 250_000)) return "fair";
  return "good";
}

/** Poor samples in a row until the picture goes, good ones until it is offered again. */
const stepDownAfter = 4;
const betterAfter = 8;

export function sampled(turn: CallTurn, gen: number, sample: Sample): void {
  const joined = joinedOf(turn.state);
  if (joined === null || negotiationOf(turn.state, gen) === null || joined.phase !== "connected") return;
  // A path that is silent is no poor one: it is being mended.
  if (joined.recovery.is !== "fine") return;
  const { quality, sending, theirs } = joined;
  const grade = gradeOf(sample, sending.video !== null || theirs.video);
  const run = grade === quality.grade ? quality.run + 1 : 1;
  setJoined(turn, { quality: { ...quality, grade, run, last: sample } });
  if (grade === "poor" && run >= stepDownAfter && sending.video === "camera") {
    setJoined(turn, { quality: { grade, run: 0, last: sample, isAudioOnly: true } });
    stopSource(turn, "camera");
    return notice(turn, { type: "stepped-down" });
  }
  if (quality.isAudioOnly && grade === "good" && run === betterAfter) notice(turn, { type: "better-again" });
}
