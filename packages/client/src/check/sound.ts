/** Three soft notes, made on the device, so that one hears where the other side will be heard. */

const notes = [
  { hz: 523.25, at: 0 },
  { hz: 659.25, at: 0.22 },
  { hz: 783.99, at: 0.44 },
] as const;
const lasts = 1.1;
const loudest = 0.2;

/** Speakers are chosen on an element that plays; not every browser has that. */
export const canChooseSpeaker = (): boolean => "setSinkId" in HTMLMediaElement.prototype;

/** Resolves when it is over; rejects when the browser or the speaker did not play it. */
export async function playSound(speaker: string | null, signal: AbortSignal): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const player = new Audio();
  try {
    player.srcObject = out.stream;
    if (speaker !== null && canChooseSpeaker()) await player.setSinkId(speaker);
    await player.play();
    await context.resume();
    for (const { hz, at } of notes) sound(context, out, hz, context.currentTime + at);
    await over(signal);
  } finally {
    player.pause();
    player.srcObject = null;
    void context.close();
  }
}

function sound(context: AudioContext, out: AudioNode, hz: number, begins: number): void {
  const oscillator = context.createOscillator();
  const envelope = context.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = hz;
  // Never from or to nothing at once: that would click.
  envelope.gain.setValueAtTime(0, begins);
  envelope.gain.linearRampToValueAtTime(loudest, begins + 0.02);
  envelope.gain.setTargetAtTime(0, begins + 0.16, 0.09);
  oscillator.connect(envelope).connect(out);
  oscillator.start(begins);
  oscillator.stop(begins + 0.6);
}

const over = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, lasts * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
