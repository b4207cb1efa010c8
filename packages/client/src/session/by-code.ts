/** A session entered by a code: what the device keeps of it, and what it asks of the server. */
import { conversation, type Input, keepNames, type Kept } from "@chatorbit/engine";
import type { Ports } from "../ports.ts";
import { requests } from "../requests.ts";
import { sayFarewell } from "./farewell.ts";
import {
  type Around,
  capsOf,
  type DoorEffect,
  drive,
  type Report,
  type Session,
  type Way,
} from "./session.ts";
import { sweep } from "./sweep.ts";

export type Start = {
  readonly token: string;
  /** The secret and check symbol of the address, if it had one. */
  readonly secret8: string | null;
  readonly isSuccessor: boolean;
};

export const startSession = (ports: Ports, start: Start, around: Around): Session =>
  drive(ports, byCode(ports, start), around);

function byCode(ports: Ports, { token, secret8, isSuccessor }: Start): Way {
  const http = requests(ports);

  async function begin(): Promise<Input> {
    await sweep(ports, token).catch(() => {});
    return { type: "begin", kept: await readKept(), secret8, isSuccessor };
  }

  async function readKept(): Promise<Kept> {
    const { vault } = ports;
    const [record, invite, waiting, guesses] = await Promise.all([
      vault.read("tab", keepNames.record(token)),
      vault.read("device", keepNames.invite(token)),
      vault.read("tab", keepNames.waiting(token)),
      vault.read("shared", keepNames.guesses(token)),
    ]);
    return { record, invite, waiting, guesses };
  }

  function perform(effect: DoorEffect, report: Report, feed: (input: Input) => void): void {
    switch (effect.type) {
      case "knock":
        return void http.knock(token);
      case "lookUp":
        return void report("lookUp", http.status(token), (status) => ({ type: "lookedUp", status }));
      case "join":
        return void report("join", http.join(token, effect.key), ({ role, session_status: status }) => ({
          type: "joined",
          role,
          status,
        }));
      case "reseat":
        return void report("reseat", http.reseat(token, effect.key), (status) => ({
          type: "reseated",
          status,
        }));
      case "issue":
        return void report("issue", http.issue(effect.body), (issued) => ({ type: "issued", issued }));
      case "requestEnd":
        void sayFarewell(ports, { token, key: effect.key, reason: effect.reason }).then(() =>
          feed({ type: "endConfirmed" }),
        );
        return;
    }
  }

  const machine = conversation(token, capsOf(ports));
  return { machine, claim: `co:${token}`, begin, perform };
}
