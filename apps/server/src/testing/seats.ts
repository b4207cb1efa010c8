// Proof of TS3 over the real server: many join each of many tokens at once, exactly two get seats.
// bun apps/server/src/testing/seats.ts <tokens> <joins>
import { testServer } from "./server.ts";

const [tokens = 5, joins = 200] = process.argv.slice(2).map(Number);

const wide = "1000000";
const server = await testServer({
  CHAT_TOKEN_RATE_LIMIT_PER_HOUR: wide,
  CHAT_JOIN_RATE_LIMIT_PER_MINUTE: wide,
  CHAT_JOIN_RATE_LIMIT_PER_TOKEN: wide,
});

const asked = { validity_option: "day", ttl_minutes: 60, max_message_length: 2000 };
let wrong = 0;
for (let n = 0; n < tokens; n += 1) {
  const { token } = await server.json(await server.post("/api/tokens/issue", asked));
  const answers = await Promise.all(
    Array.from({ length: joins }, (_, k) =>
      server.post("/api/tokens/join", { token, client_identity: `key-${n}-${k}` }),
    ),
  );
  const bodies = await Promise.all(answers.map(server.json));
  const roles = bodies.flatMap(({ role }) => (role === undefined ? [] : [role])).toSorted();
  const full = answers.filter(({ status }) => status === 409).length;
  if (roles.join() !== "guest,host" || full !== joins - 2) {
    wrong += 1;
    console.log(`token ${n}: seats ${roles.join()}, ${full} refused as full`);
  }
}
console.log(`${joins} joins at once on each of ${tokens} tokens: ${tokens - wrong} had exactly two seats`);
await server.stop();
process.exit(wrong === 0 ? 0 : 1);
