import http from "node:http";
import { randomBytes, randomInt } from "node:crypto";

/** As many connections as `connections`, kept open. */
export const client = (connections) => new http.Agent({ keepAlive: true, maxSockets: connections });

/** Somebody else every time. */
const someAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Posts JSON and returns the answer's; anything but success is an error. */
function post(agent, port, path, body) {
  const text = JSON.stringify(body);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    "x-forwarded-for": someAddress(),
  };
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: "127.0.0.1", port, path, method: "POST", headers });
    request.on("error", reject);
    request.on("response", (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (answer += part));
      response.on("end", () => {
        if (response.statusCode < 300) resolve(JSON.parse(answer));
        else reject(new Error(`${path} answered ${response.statusCode}: ${answer}`));
      });
    });
    request.end(text);
  });
}

/** The token of a new session. */
export async function issue(agent, port) {
  const wish = { validity_option: "day", ttl_minutes: 10_000, max_message_length: 2_000 };
  return (await post(agent, port, "/api/tokens/issue", wish)).token;
}

/** Takes a seat; the key it was taken with. */
export async function join(agent, port, token) {
  const key = randomBytes(32).toString("base64url");
  await post(agent, port, "/api/tokens/join", { token, client_identity: key });
  return key;
}
