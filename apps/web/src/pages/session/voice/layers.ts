/** Recording and playing: one chunk of its own, fetched while the first words are being typed. */
export { VoiceRecorder } from "./voice-recorder.tsx";
export { VoiceSound } from "./voice-sound.tsx";
