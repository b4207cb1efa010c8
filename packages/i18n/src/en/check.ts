/** The check before a call. */
export const check = {
  lead: "Nobody is called. Sound and picture stay on this device; the servers that help calls see its network address, as they do in a call.",
  again: "Check again",
  done: "Done",
  verdict: {
    checking: { title: "Checking", text: "You will have an answer within ten seconds." },
    all: {
      title: "You can call: direct and relayed paths are open.",
      text: "Whatever network the other one is in, one of them most likely holds.",
    },
    relay: {
      title: "You can call: the relay is open.",
      text: "The direct way did not open. Calls then go through the relay, sealed as always.",
    },
    direct: {
      title: "You can probably call, directly.",
      text: "No relay is open. If one of the two networks is strict, as in offices and hotels, the call will not get through.",
    },
    local: {
      title: "Calls reach your own network only.",
      text: "Nothing outside answered. Try another network, for example the phone's.",
    },
    "none-offered": {
      title: "This server offers no helpers for calls.",
      text: "Within one network calls work, between two they may. Whoever runs the server can add STUN and TURN.",
    },
    "no-servers": {
      title: "The server did not say who helps calls.",
      text: "So only your own network could be tried. Check again in a minute.",
    },
    nothing: {
      title: "No call can leave this browser.",
      text: "It shows no network address. There is no network, or a setting or an extension has switched calls (WebRTC) off.",
    },
  },
  noMicrophone: "The microphone is missing: the other one would not hear you.",
  devices: {
    title: "Your devices",
    microphone: "Microphone",
    camera: "Camera",
    speaker: "Speaker",
    own: "The browser's choice",
    unnamed: "{kind} {number}",
    asking: {
      microphone: "The browser is asking whether this page may use the microphone.",
      camera: "The browser is asking whether this page may use the camera.",
    },
    level: "Microphone level",
    speak: "Say something: the bars follow your voice.",
    heard: "You can be heard.",
    preview: "Your camera's picture",
    askAgain: "Ask again",
    play: "Play a sound",
    playing: "Playing…",
    played: "Three notes. If you did not hear them, turn up the volume or choose another speaker.",
    playFailed: "The browser could not play it here. Choose another speaker.",
    system: "Calls sound where the system plays everything else.",
  },
  trouble: {
    refused: {
      microphone: "The microphone is blocked for this page.",
      camera: "The camera is blocked for this page.",
    },
    missing: {
      microphone: "There is no microphone.",
      camera: "There is no camera.",
    },
    "in-use": {
      microphone: "Something else is using the microphone.",
      camera: "Something else is using the camera.",
    },
    insecure: {
      microphone: "The browser gives the microphone to secure pages only.",
      camera: "The browser gives the camera to secure pages only.",
    },
    failed: {
      microphone: "The microphone did not start, and the browser does not say why.",
      camera: "The camera did not start, and the browser does not say why.",
    },
  },
  help: {
    missing: {
      microphone: "Plug one in or switch it on, then ask again.",
      camera: "Plug one in or switch it on, then ask again. A voice call works without it.",
    },
    "in-use": "Close the other program or tab that has it, then ask again.",
    insecure: "Open this page by an address that begins with https.",
    failed: "Close programs that use it or start the browser again.",
  },
  allow: {
    chromium: "Press the sign to the left of the address, allow it there, then ask again.",
    firefox: "Press the crossed-out sign to the left of the address, remove the block, then ask again.",
    safari: "In the menu Safari, choose Settings for This Website, allow it there, then ask again.",
    ios: "Press the sign beside the address, then Website Settings, allow it there and ask again. If it is not there: Settings of the phone, your browser, allow it.",
    android: "Press the sign to the left of the address, then Permissions, allow it there and ask again.",
    unknown: "Allow it in the browser's settings for this page, then ask again.",
  },
  ways: {
    title: "Ways to the other one",
    names: {
      host: "Your own network",
      stun: "Direct, by your public address (STUN)",
      "turn-udp": "Relay over UDP",
      "turn-tcp": "Relay over TCP",
      "turn-tls": "Relay over TLS",
    },
    about: {
      host: "For two devices on the same Wi-Fi.",
      stun: "The fastest. The other one sees your address on it.",
      "turn-udp": "When no direct way opens.",
      "turn-tcp": "When the network drops UDP, as in offices and hotels.",
      "turn-tls": "Looks like a web page and passes nearly everywhere.",
    },
    states: {
      waiting: "waiting",
      trying: "trying",
      open: "open",
      refused: "refused",
      unreachable: "closed",
      "not-offered": "not offered",
      "not-tried": "not tried",
    },
    notOffered: "This server lists none.",
    refused: {
      login:
        "The server answered and refused the login ({code}). Whoever runs it should compare secrets and clocks.",
      forbidden: "The server answered and forbids this network ({code}).",
      stale: "The server answered: the login had grown old ({code}). Check again.",
      full: "The server answered and has no room left ({code}). Check again later.",
      unknown: "The server answered and said no ({code}).",
    },
    unreachable: {
      "no-name": "Its name leads nowhere. Whoever runs this server should look at the address.",
      "no-answer": "No answer. Your network may block it, or the server is down.",
      "no-answer-tls": "No answer. Your network may block it, or the browser does not trust its certificate.",
      blocked: "The browser did not even try: a setting or an extension forbids it.",
    },
    ms: "{count} ms",
    seconds: "{count} s",
  },
  bandwidth: {
    title: "Speed through the relay",
    waiting: "Comes when the lights are done.",
    "no-relay": "Not tried: no relay is open.",
    measuring: "Sending for three seconds…",
    failed: "Nothing came back in time.",
    nothing: "Hardly enough for voice",
    voice: "Enough for voice",
    video: "Enough for video",
    hd: "Enough for HD video",
    guess: "A guess from three seconds: about {rate} Mbit/s, out and back.",
  },
  warnings: {
    title: "For whoever runs this server",
    unroutable: "Left out: {url}. Only the machine itself can reach that address, no other device.",
    "only-ipv4":
      "Every helper has an IPv4 address only. A network that knows only IPv6 reaches none of them without a translator.",
    "only-ipv6":
      "Every helper has an IPv6 address only. A network that knows only IPv4, as many do, reaches none of them.",
    fits: "Your device has {family}, so this stops the other one at most.",
    misses: "Your device showed no {family} address: most likely this is why the lights are out.",
  },
};
