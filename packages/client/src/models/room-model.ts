/** A room's screen: the same model a session has, entered by a link. */
import type { Input } from "@chatorbit/engine";
import type { Ports } from "../ports.ts";
import { destroyRoom } from "../room/destroy.ts";
import { keepName } from "../room/local-name.ts";
import { startRoom } from "../session/by-link.ts";
import { sayLateFarewells } from "../session/farewell.ts";
import type { Session } from "../session/session.ts";
import { callSeam } from "./call-seam.ts";
import { fileSeam } from "./file-seam.ts";
import { conversationActs } from "./conversation-acts.ts";
import { keptView } from "./present-kept.ts";
import { present } from "./present.ts";
import type { SessionModel, SessionView } from "./session-view.ts";
import { transcriptOf } from "./transcript.ts";

export type RoomOpening = {
  readonly room: string;
  /** What stood behind the # of the address, if anything did. */
  readonly fragment: string | null;
};

export function openRoom(ports: Ports, { room, fragment }: RoomOpening): SessionModel {
  const listeners = new Set<() => void>();
  let view: SessionView | null = null;
  /** The end was asked for here, not heard. */
  let didEnd = false;
  let hasLetGo = false;
  const calls = callSeam(ports, {
    session: () => session,
    transcript: () => transcriptOf(session.state()),
    changed: refresh,
  });
  const files = fileSeam(ports, { session: () => session, changed: refresh });
  const session: Session = startRoom(
    ports,
    { room, fragment },
    {
      changed() {
        letGo();
        calls.follow();
        files.follow();
        refresh();
      },
      heardCall: calls.heard,
      heardFile: files.heard,
      // A room moves nowhere.
      succeed: () => {},
      abandon: () => {},
      leave: () => {},
    },
  );
  // Whichever page comes next says what an earlier one could not.
  void sayLateFarewells(ports).catch(() => {});

  /**
   * Ended by somebody else: asked for once more, for the browser's seat is a cookie that only an answer of the
   * server takes back (SR3). At its time it goes by itself.
   */
  function letGo(): void {
    const { over } = session.state();
    if (over === null || hasLetGo) return;
    hasLetGo = true;
    if (!didEnd && over.reason !== "timer_expired") void destroyRoom(ports, room);
  }

  function refresh(): void {
    view = null;
    for (const listener of listeners) listener();
  }

  function look(): SessionView {
    const { origin } = ports;
    return present(session.state(), {
      now: ports.now(),
      origin,
      hasCalls: calls.model() !== null,
      hasFiles: files.model() !== null,
      didEnd,
      keptView: (state) => keptView(state, origin),
    });
  }

  const send = (input: Input): void => session.send(input);

  return {
    ...conversationActs(() => session),
    snapshot: () => (view ??= look()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeSeat: () => send({ type: "takeSeat" }),
    // A link is opened whole, or not at all.
    enterCode: () => "unknown",
    setName(name) {
      send({ type: "setName", name });
      void keepName(ports, name);
    },
    attend: (isAttending) => send({ type: "attend", isAttending }),
    end() {
      didEnd ||= session.state().over === null;
      send({ type: "end" });
    },
    startCall: calls.start,
    check: async () => (await ports.check?.().catch(() => null))?.(ports, () => session.state()) ?? null,
    askTranscript: calls.askTranscript,
    calls: calls.model,
    attach: files.attach,
    files: files.model,
    close() {
      calls.close();
      files.close();
      session.close();
    },
  };
}
