import type { EndReason, IssueBody, Up } from "@chatorbit/protocol";
import type { CallBody, FileBody } from "../payload.ts";

/**
 * Where the device keeps a thing: `tab` dies with the tab, `device` outlives it, `shared` is seen
 * by every tab at once (the guess count: a duplicated tab must not get guesses of its own), `sealed`
 * outlives the tab under a key the platform does not give out, where it has such keys (CRYPTO §5).
 */
export type Shelf = "tab" | "device" | "shared" | "sealed";

export type Effect =
  | { readonly type: "dial" }
  | { readonly type: "hangUp"; readonly code: number }
  | { readonly type: "say"; readonly frame: Up }
  /** `isVital`: nothing that relies on it may leave before it is written. */
  | {
      readonly type: "keep";
      readonly shelf: Shelf;
      readonly name: string;
      readonly value: string | null;
      readonly isVital: boolean;
    }
  | { readonly type: "lookUp" }
  /** Both seats are taken: whoever sits there should know that somebody else has the invitation (TS12). */
  | { readonly type: "knock" }
  | { readonly type: "join"; readonly key: string }
  /** The maker of a link registers what newcomers prove their knowledge of it against. base64. */
  | {
      readonly type: "admit";
      readonly admPub: string;
      readonly offer: { readonly id: string; readonly m: string };
    }
  /** A newcomer asks for something to sign, and takes the seat with it. base64. */
  | { readonly type: "challenge" }
  | { readonly type: "enter"; readonly challenge: string; readonly signature: string }
  | { readonly type: "reseat"; readonly key: string }
  | { readonly type: "issue"; readonly body: IssueBody }
  /** Tell the server until it has heard it, also after the page's model is gone. */
  | { readonly type: "requestEnd"; readonly key: string; readonly reason: EndReason }
  /** Something the other side says about a call. `ts`: its clock when it was said, ms. */
  | { readonly type: "heardCall"; readonly signal: CallBody; readonly ts: number }
  /** The same about a file. */
  | { readonly type: "heardFile"; readonly signal: FileBody; readonly ts: number }
  /** Start the session this one leaps to, with the record it begins from. */
  | { readonly type: "succeed"; readonly token: string; readonly record: string }
  | { readonly type: "abandonSuccessor" }
  /** Its line is closed; what is kept of it stays, and so does the session. */
  | { readonly type: "leaveSuccessor" };
