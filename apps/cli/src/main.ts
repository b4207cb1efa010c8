/** `chatorbit new`, `chatorbit room` and `chatorbit chat`: the same engine as in the browser, in a terminal (OP6). */
import { createInterface } from "node:readline/promises";
import {
  createRoom,
  linkOrigin,
  openHome,
  openRoom,
  openSession,
  platformPorts,
  type Problem,
  readCode,
  readRoomLink,
  type SessionModel,
  type SessionView,
} from "@chatorbit/client";
import { fill } from "@chatorbit/i18n";
import { renderUnicodeCompact } from "uqr";
import { type Command, readArgs } from "./args.ts";
import { obey } from "./commands.ts";
import { changes, linkOf, refusalLines } from "./print.ts";
import { loadSay, type Say, sayOfRooms } from "./words.ts";

/** Exit codes: 0 ended or left, 1 refused, 2 wrong arguments. */
const usual = "http://localhost:3000";

async function main(args: readonly string[]): Promise<number> {
  const command = readArgs(args);
  const asked = "language" in command ? command.language : null;
  const say = await loadSay(asked, process.env.LC_ALL ?? process.env.LANG ?? "en");
  if ("least" in command) return complain(fill(say.terminal.badNumber, command));
  if (command.name === "help") return complain(say.terminal.usage);
  const origin = originOf(command);
  if (origin === null) return complain(fill(say.terminal.noServer, { text: command.server ?? "" }));
  const ports = platformPorts(origin);
  if (command.name === "chat") {
    const room = readRoomLink(command.code);
    if (room !== null) {
      const [path = "", fragment = ""] = room.split("#");
      return converse(command, sayOfRooms(say), ports, openRoom(ports, { room: idIn(path), fragment }));
    }
    const code = readCode(command.code);
    if (typeof code === "string") return refuse(say, { trouble: code, retryAfter: null }, origin);
    return converse(command, say, ports, session(ports, code.token, code.secret8));
  }
  if (command.name === "room") {
    const made = await createRoom(ports, command.minutes * 60);
    if ("problem" in made) return refuse(sayOfRooms(say), made.problem, origin);
    const model = openRoom(ports, { room: idIn(made.path), fragment: null });
    return converse(command, sayOfRooms(say), ports, model);
  }
  const home = openHome(ports);
  const path = await home.start({
    validity: command.validity,
    ttlMinutes: command.minutes,
    maxChars: command.characters,
  });
  if (path === null) {
    return refuse(say, home.snapshot().problem ?? { trouble: "offline", retryAfter: null }, origin);
  }
  return converse(command, say, ports, session(ports, idIn(path), null));
}

const session = (
  ports: ReturnType<typeof platformPorts>,
  token: string,
  secret8: string | null,
): SessionModel => openSession(ports, { token, secret8, moved: () => {} });

/** What a path of ours names. */
const idIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A link names its server; `--server` wins over it. */
function originOf(command: Exclude<Command, { name: "help" }>): string | null {
  const link = command.name === "chat" ? linkOrigin(command.code) : null;
  const text = command.server ?? link ?? usual;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text).origin : null;
}

function complain(text: string): number {
  console.error(text);
  return 2;
}

function refuse(say: Say, problem: Problem, server: string): number {
  console.error(refusalLines(problem, say, server).join("\n"));
  return 1;
}

async function converse(
  { isJson }: Command,
  say: Say,
  ports: ReturnType<typeof platformPorts>,
  model: SessionModel,
): Promise<number> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  let before: SessionView | null = null;
  const done = Promise.withResolvers<number>();

  function show(): void {
    const after = model.snapshot();
    if (after === before) return;
    if (isJson) console.log(JSON.stringify(after));
    else {
      for (const line of changes(before, after, say, { now: ports.now(), server: ports.origin }))
        console.log(line);
      if (after.screen === "waiting" && before?.screen !== "waiting")
        console.log(renderUnicodeCompact(after.invite.link));
      const link = linkOf(after);
      if (link !== null && linkOf(before) === null) console.log(renderUnicodeCompact(link));
    }
    before = after;
    // Starting the client with a code is the press that takes the seat.
    if (after.screen === "knock" && !after.isTaking && after.problem === null) model.takeSeat();
    if (after.screen === "knock" && after.problem !== null)
      done.resolve(refuse(say, after.problem, ports.origin));
    if (after.screen === "conversation") model.attend(true);
    if (after.screen === "refused") done.resolve(1);
    if (after.screen === "ended" && after.confirmed.server) done.resolve(0);
  }

  model.subscribe(show);
  show();
  lines.on("line", (line) => {
    for (const text of obey(line, model, say, ports.now())) console.log(text);
  });
  lines.on("close", () => done.resolve(0));
  process.on("SIGINT", () => done.resolve(0));
  const code = await done.promise;
  model.close();
  lines.close();
  return code;
}

process.exit(await main(process.argv.slice(2)));
