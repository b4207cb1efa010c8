// Run by Bun, which reads our TypeScript: prints real sealed envelopes as JSON.
import { seal, startSending } from "@chatorbit/crypto";

const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const count = Number(process.argv[2]);
const text = JSON.stringify({ text: "See you at the station at six, on the other side." });

let chain = startSending({ role: "host", epoch: 1, sessionId: random(16), send: random(32) });
const envelopes = [];
for (let n = 0; n < count; n += 1) {
  const message = {
    type: "message",
    messageId: crypto.randomUUID(),
    timestamp: Math.floor(Date.now() / 1000),
    payload: new TextEncoder().encode(text),
  };
  const sealed = seal(chain, message);
  chain = sealed.chain;
  envelopes.push(sealed.envelope);
}
console.log(JSON.stringify(envelopes));
