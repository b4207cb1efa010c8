import { expect, test } from "bun:test";
import { Outbox } from "./outbox.ts";
import { SocketLine, type Wire } from "./socket-line.ts";

const fail = (cause: unknown) => {
  throw cause;
};

/** A wire that writes down what it is told, in order. */
function wire(answers: readonly number[] = []) {
  const told: string[] = [];
  let sends = 0;
  const backlog = { bytes: 0 };
  const made: Wire = {
    send(text) {
      told.push(text);
      return answers[sends++] ?? text.length;
    },
    cork(write) {
      told.push("<");
      write();
      told.push(">");
    },
    close: (code, reason) => void told.push(`${code} ${reason}`),
    getBufferedAmount: () => backlog.bytes,
    terminate: () => void told.push("cut"),
  };
  return { told, wire: made, backlog };
}

function line(answers?: readonly number[]) {
  const made = wire(answers);
  const opened = new SocketLine({ address: "192.0.2.1", old: null, keys: () => null }, new Outbox(fail));
  opened.open(made.wire);
  return { told: made.told, line: opened, backlog: made.backlog };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what one turn says goes out together and in order", async () => {
  const { told, line: own } = line();
  own.send("a");
  own.sendSoon("b");
  own.send("c");
  expect(told).toEqual([]);
  await turn();
  expect(told).toEqual(["<", "a", "b", "c", ">"]);
  own.send("d");
  await turn();
  expect(told.slice(5)).toEqual(["d"]);
});

test("what is in no hurry waits for company, and goes alone when there is none", async () => {
  const { told, line: own } = line();
  own.sendSoon("ack 1");
  own.sendSoon("ack 2");
  await turn();
  expect(told).toEqual([]);
  own.send("pass");
  await turn();
  expect(told).toEqual(["<", "ack 1", "ack 2", "pass", ">"]);
  told.length = 0;
  own.sendSoon("ack 3");
  while (told.length === 0) await turn();
  expect(told).toEqual(["ack 3"]);
});

test("closing says first what was to be said, then nothing more", async () => {
  const { told, line: own } = line();
  own.send("ended");
  own.close(4003, "ended");
  own.send("late");
  own.close(1000, "again");
  await turn();
  expect(told).toEqual(["ended", "4003 ended"]);
});

test("a socket that cannot take more is cut at once; one that keeps frames back is not", async () => {
  const slow = line([-1, -1]);
  for (const text of ["a", "b"]) slow.line.send(text);
  await turn();
  expect(slow.told).toEqual(["<", "a", "b", ">"]);
  const full = line([5, 0]);
  for (const text of ["a", "b", "c"]) full.line.send(text);
  await turn();
  full.line.send("d");
  await turn();
  expect(full.told).toEqual(["<", "a", "b", "cut", ">"]);
});

test("a socket that has gone hears nothing", async () => {
  const { told, line: own } = line();
  own.send("a");
  own.gone();
  own.sendSoon("b");
  await turn();
  expect(told).toEqual([]);
});

test("[OP4] a wire that breaks is cut and told of, those behind it are written", async () => {
  const told: unknown[] = [];
  const outbox = new Outbox((cause) => told.push(cause));
  const broken = new Error("broken wire");
  const made = [wire(), wire()] as const;
  made[0].wire.send = () => {
    throw broken;
  };
  const lines = made.map((each) => {
    const opened = new SocketLine({ address: "192.0.2.1", old: null, keys: () => null }, outbox);
    opened.open(each.wire);
    return opened;
  });
  for (const each of lines) each.send("a");
  await turn();
  for (const each of lines) each.sendSoon("b");
  while (made[1].told.length < 2) await turn();
  expect([told, made[0].told, made[1].told]).toEqual([[broken], ["cut"], ["a", "b"]]);
});

test("[SYNC] what waits is what was said and not taken; who waits for room is called once there is some", async () => {
  const { line: own, backlog } = line();
  const called: string[] = [];
  own.send("abc");
  own.sendSoon("de");
  expect(own.waiting).toBe(5);
  own.whenRoom(() => called.push("first"));
  expect(called).toEqual([]);
  await turn();
  expect([own.waiting, called]).toEqual([0, ["first"]]);
  backlog.bytes = 7;
  own.send("f");
  own.whenRoom(() => called.push("second"));
  await turn();
  expect([own.waiting, called]).toEqual([7, ["first"]]);
  own.drained();
  own.drained();
  expect(called).toEqual(["first", "second"]);
  own.whenRoom(() => called.push("too late"));
  own.gone();
  own.drained();
  expect([own.waiting, called]).toEqual([0, ["first", "second"]]);
});
