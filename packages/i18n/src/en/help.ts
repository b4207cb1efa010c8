/** Help: everything on one page. */
export const help = {
  title: "Help",
  lead: "Everything on one page, readable without script.",
  contents: "On this page",
  sections: {
    start: {
      title: "Start and join",
      questions: {
        start: {
          q: "How do I start a private session?",
          a: "Press “Start session” on the first page. You get a link, a QR code and twenty characters. Send one of them to one person. The clock starts when they take their seat.",
        },
        halves: {
          q: "Why does the code have two halves?",
          a: "The first three groups tell the server which session it is. The last two stay between you: they are what the keys are agreed with, and the server must not know them.",
        },
        preview: {
          q: "I opened the link in a preview. Is the seat gone?",
          a: "No. Opening a link never takes a seat, pressing the button does.",
        },
        sleep: {
          q: "My phone went to sleep. Are messages lost?",
          a: "No. They wait on the sender’s device and arrive once, in order, when your phone is back within the session.",
        },
        three: { q: "Can three people talk?", a: "No. A session has two seats, always." },
      },
    },
    rooms: {
      title: "Secure rooms",
      questions: {
        what: {
          q: "How does a room differ from a session?",
          a: "It has a link instead of a code, and it keeps what you say, sealed, until its time is over: you can write while the other one is away, close the page, come back and read all of it. A session keeps nothing anywhere.",
        },
        back: {
          q: "How do I get back into my room?",
          a: "Open the link again in the same browser, or look at “Your rooms” on the first page. Another browser or device has no seat: a room is for two devices.",
        },
        link: {
          q: "Who can read with the link?",
          a: "Until the second seat is taken, whoever has the whole link can take it and read what you wrote. Once both devices have confirmed their keys, the link opens nothing any more. Compare the safety words to know who took the seat.",
        },
        destroy: {
          q: "What does “Destroy room” do?",
          a: "Your device drops keys and messages at once, the server deletes what it keeps, the other device is told. The last page says which of the three is known to have done so. What somebody photographed stays.",
        },
        name: {
          q: "Why am I called anonymous-otter?",
          a: "Your device made that name up. Change it under “About this room”. It stays on this device for your next rooms.",
        },
      },
    },
    words: {
      title: "Safety words",
      questions: {
        why: {
          q: "Why seven pictures?",
          a: "Because words are easier to say than numbers. Somebody in between would have to hit one combination in about four million million.",
        },
        differ: {
          q: "They differ. What now?",
          a: "Read them once more. If they still differ, end the session and start a new one with a code sent another way.",
        },
        when: {
          q: "When should we compare them?",
          a: "Before you say what matters. Compare them aloud, in a call or face to face, never inside the chat itself.",
        },
      },
    },
    trouble: {
      title: "When something fails",
      questions: {
        code: {
          q: "The code is not accepted",
          a: "Most mistakes are found on your device before anything is sent. If the page says that the other device did not accept it, ask for the last two groups again: there are five tries.",
        },
        taken: {
          q: "Both seats are taken, but I am not in",
          a: "Then somebody else used your invitation, or you did in another browser. Tell the person who sent it at once, by another way; they can open the seat again or end the session.",
        },
        reload: {
          q: "I loaded the page again",
          a: "Your seat stays yours in that tab. What was said is gone from your screen, except your own messages that had not arrived yet; the other device can send back its copy.",
        },
      },
    },
    calls: {
      title: "Calls",
      questions: {
        way: {
          q: "Who can hear a call?",
          a: "The two of you. Sound and picture go from one device to the other, or through the operator’s relay, encrypted all the way. Compare the safety words: until then somebody with a stolen code could be in between.",
        },
        address: {
          q: "Does the other side see where I am?",
          a: "A direct call shows each side the other’s network address. Where this server has a relay, calls use only the relay until you have compared the safety words; where it has none, you are asked first. You can choose for your own side during the call.",
        },
        fails: {
          q: "The call finds no way",
          a: "Some networks allow no calls. Check before a call, under About this session, shows which ways are open. A voice message arrives even when no call can.",
        },
        record: {
          q: "Can a call be recorded?",
          a: "With this program only when the other one agrees, with a red mark on both screens. Nobody can forbid a changed program or a camera pointed at the screen.",
        },
      },
    },
    ending: {
      title: "Ending and deleting",
      questions: {
        end: {
          q: "What happens at 0:00?",
          a: "The pages on both devices drop the keys and the messages. A device without network does so by its own clock. Nobody gets a proof that the other device has done it.",
        },
        more: {
          q: "Can we have more time?",
          a: "Yes. Extend asks the other one for more minutes; Leap moves both devices to a new session with fresh keys. Both of you have to agree.",
        },
        deleted: {
          q: "Can I delete one message?",
          a: "Yes, your own, on both devices. Whether the other person has already read or photographed it, nobody can undo.",
        },
      },
    },
    keyboard: {
      title: "Keyboard",
      questions: {
        keys: {
          q: "Which keys can I use in a conversation?",
          a: "Arrow up and down move between messages; R replies, E reacts, C copies, Delete takes your own message back. F6 goes to the next part of the page, Escape closes, cancels, then jumps to the latest message.",
        },
      },
    },
  },
};
