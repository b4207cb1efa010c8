/** Voice messages: recording and hearing them. */
export const voice = {
  title: "Record a voice message",
  asking: "Allow the microphone…",
  recording: "Recording.",
  full: "Five minutes is the most. Send it or cancel.",
  lost: "The microphone is gone. Send what there is, or cancel.",
  length: "Length so far",
  cancel: "Cancel",
  send: "Send",
  play: "Play voice message, {time}",
  pause: "Pause",
  queued: "Waiting to be sent",
  sending: "Sending {done} of {count}",
  arriving: "Arriving {done} of {count}",
  broken: "It did not arrive whole.",
  letGo: "Let go to make room for newer ones.",
  cannotPlay: "This browser cannot play it.",
  notTaken: "It could not be sent: nothing was heard, or too many voice messages are still waiting.",
  trouble: {
    insecure: "Browsers record only on pages with https. Ask whoever runs this server.",
    refused:
      "The microphone is not allowed here. Allow it in the address bar of the browser, then try again.",
    missing: "No microphone was found. Plug one in, then try again.",
    "in-use": "Another program is using the microphone. Close it there, then try again.",
    failed: "The microphone did not start. Try again, or use another browser.",
  },
};
