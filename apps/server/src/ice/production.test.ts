import { afterAll, beforeAll, expect, test } from "bun:test";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { type Coturn, startCoturn } from "../testing/coturn.ts";
import { TurnClient } from "../testing/turn-client.ts";

const path = join(import.meta.dir, "../../../../infra/coturn/turnserver.conf");
const base = await Bun.file(path).text();

/** The relay's own address, in a range that the file denies, as behind a NAT. */
const own = "127.0.0.2";
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);
const settings = { "relay-ip": hasIpv6 ? [own, "::1"] : own, "allowed-peer-ip": own, "user-quota": 100 };

let coturn: Coturn;
beforeAll(async () => {
  coturn = await startCoturn({ base, settings });
}, 20_000);
afterAll(() => coturn.stop());

async function relayed(of: Coturn, url = of.urls.udp) {
  const client = await TurnClient.open(url, of.ca);
  const address = await client.allocate(of.login(60));
  if ("refused" in address) throw new Error(`refused with ${address.refused}`);
  return { client, address };
}

/** Two devices of which each knows the other's relay address only. */
async function meet(of: Coturn): Promise<string> {
  const a = await relayed(of);
  const b = await relayed(of, of.urls.tls);
  try {
    const refused = (await a.client.permit(b.address)) ?? (await b.client.permit(a.address));
    if (refused !== null) return `refused with ${refused.refused}`;
    a.client.send(b.address, "there");
    const there = await b.client.heard();
    b.client.send(a.address, `${there} and back`);
    return await a.client.heard();
  } finally {
    a.client.close();
    b.client.close();
  }
}

test("[CA3] coturn understands every line of the production file", async () => {
  const complaint = /bad configuration|unknown|unrecognized|wrong/i;
  expect(coturn.log()).toContain("Relay ports initialization done");
  expect(coturn.log()).not.toMatch(complaint);
  const planted = await startCoturn({ base: `${base}\nno-such-thing=1\n`, settings });
  expect(planted.log()).toMatch(complaint);
  await planted.stop();
}, 20_000);

test("[CA3] two sides that only relay meet, because the relay's own address is allowed", async () => {
  expect(await meet(coturn)).toBe("there and back");
  const without = await startCoturn({ base, settings: { ...settings, "allowed-peer-ip": null } });
  expect(await meet(without)).toBe("refused with 403");
  await without.stop();
}, 20_000);

test("[CA3] behind a NAT it is the own address that is allowed, not the public one", async () => {
  const nat = { ...settings, "relay-ip": own, "external-ip": "198.51.100.7" };
  const right = await startCoturn({ base, settings: nat });
  expect((await relayed(right)).address.host).toBe("198.51.100.7");
  expect(await meet(right)).toBe("there and back");
  await right.stop();
  const wrong = await startCoturn({ base, settings: { ...nat, "allowed-peer-ip": "198.51.100.7" } });
  expect(await meet(wrong)).toBe("refused with 403");
  await wrong.stop();
}, 20_000);

test("[CA3] nothing is relayed into private networks, however the address is written", async () => {
  const { client } = await relayed(coturn);
  for (const host of [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.0.0.3",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.145",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
  ]) {
    expect({ host, said: await client.permit({ host, port: 53 }) }).toEqual({ host, said: { refused: 403 } });
  }
  for (const host of ["8.8.8.8", "172.32.0.1", "100.128.0.1", own]) {
    expect({ host, said: await client.permit({ host, port: 53 }) }).toEqual({ host, said: null });
  }
  client.close();
  if (!hasIpv6) return;
  const six = await TurnClient.open(coturn.urls.udp);
  expect(await six.allocate(coturn.login(60), 6)).toMatchObject({ port: expect.any(Number) });
  for (const host of [
    "::",
    "::1",
    "::7f00:1",
    "::ffff:7f00:1",
    "::ffff:a00:1",
    "64:ff9b::a00:1",
    "2001:0:a00:1::1",
    "2002:a00:1::1",
    "fd00::2",
    "fe80::1",
    "ff02::1",
  ]) {
    expect({ host, said: await six.permit({ host, port: 53 }) }).toEqual({ host, said: { refused: 403 } });
  }
  expect(await six.permit({ host: "2606:4700::1", port: 53 })).toBe(null);
  six.close();
});

test("[CA3] one answer's credentials are good for so many relay addresses and no more", async () => {
  const few = await startCoturn({ base, settings: { ...settings, "user-quota": 2 } });
  const login = few.login(60);
  const clients = await Promise.all([1, 2, 3].map(() => TurnClient.open(few.urls.udp)));
  const said = [];
  for (const client of clients) said.push(await client.allocate(login));
  expect(said.map((each) => ("refused" in each ? each.refused : "an address"))).toEqual([
    "an address",
    "an address",
    486,
  ]);
  for (const client of clients) client.close();
  await few.stop();
}, 20_000);

test("[CA3] as the file says it, the log holds nothing: no address, no name", async () => {
  const names = ["log-file", "simple-log", "no-stdout-log"];
  const logging = Object.fromEntries(
    names.map((name) => {
      const line = base.split("\n").find((each) => each.replace(/=.*/, "") === name);
      return [name, line?.split("=")[1] ?? true];
    }),
  );
  const silent = await startCoturn({ base, settings: { ...settings, ...logging } });
  const { client } = await relayed(silent);
  expect(await client.permit({ host: "10.1.2.3", port: 53 })).toEqual({ refused: 403 });
  client.close();
  await silent.stop();
  expect(silent.log()).not.toMatch(/10\.1\.2\.3|:test>/);
}, 20_000);

test("[CA3] while a secret is changed, coturn takes the old and the new one", async () => {
  const secrets = ["o".repeat(32), "n".repeat(32)];
  const both = await startCoturn({ base, settings: { ...settings, "static-auth-secret": secrets } });
  for (const secret of secrets) {
    const client = await TurnClient.open(both.urls.udp);
    expect(await client.allocate(both.login(60, secret))).toMatchObject({ host: own });
    client.close();
  }
  await both.stop();
}, 20_000);
