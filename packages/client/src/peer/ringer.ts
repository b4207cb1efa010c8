/** Ringing, made on the device: no sound file is fetched, and none is anybody's but ours. */

type Tone = { readonly hz: number; readonly at: number; readonly for: number };

/** One round of each, s, and how long until the next. */
const rounds = {
  /** What the caller hears: two soft low beats. */
  outgoing: {
    every: 3,
    gain: 0.05,
    tones: [
      { hz: 392, at: 0, for: 0.5 },
      { hz: 392, at: 0.65, for: 0.5 },
    ],
  },
  /** What the called one hears: a small figure that climbs and returns. */
  incoming: {
    every: 2.4,
    gain: 0.16,
    tones: [
      { hz: 523.25, at: 0, for: 0.18 },
      { hz: 659.25, at: 0.2, for: 0.18 },
      { hz: 783.99, at: 0.4, for: 0.32 },
      { hz: 659.25, at: 0.9, for: 0.18 },
      { hz: 783.99, at: 1.1, for: 0.42 },
    ],
  },
} as const;

/** Rings until the returned function is called. Where sound is not allowed yet, only the device shakes. */
export function ring(sound: keyof typeof rounds): () => void {
  const { every, gain, tones } = rounds[sound];
  const context = new AudioContext();
  const play = () => {
    for (const tone of tones) beep(context, tone, gain);
    if (sound === "incoming" && "vibrate" in navigator) navigator.vibrate([300, 200, 300]);
  };
  play();
  const timer = setInterval(play, every * 1000);
  return () => {
    clearInterval(timer);
    if (sound === "incoming" && "vibrate" in navigator) navigator.vibrate(0);
    void context.close();
  };
}

function beep(context: AudioContext, tone: Tone, loudest: number): void {
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  const begins = context.currentTime + tone.at;
  const ends = begins + tone.for;
  oscillator.type = "triangle";
  oscillator.frequency.value = tone.hz;
  // Never from or to nothing at once: that would click.
  envelope.gain.setValueAtTime(0, begins);
  envelope.gain.linearRampToValueAtTime(loudest, begins + 0.02);
  envelope.gain.setTargetAtTime(0, ends - 0.06, 0.03);
  oscillator.connect(envelope).connect(context.destination);
  oscillator.start(begins);
  oscillator.stop(ends + 0.1);
}
