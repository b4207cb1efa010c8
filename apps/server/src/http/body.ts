import { maxRequestBytes, v } from "@chatorbit/protocol";
import { problem } from "./problem.ts";

type Read<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: Response };

/** The request's body as the schema wants it, or the answer that says why not. `most`: bytes it may have. */
export async function readBody<S extends v.GenericSchema>(
  request: Request,
  schema: S,
  most: number = maxRequestBytes,
): Promise<Read<v.InferOutput<S>>> {
  const text = await textOf(request, most);
  if (text === null) return refused(problem("too-large"));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(problem("malformed"));
  }
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { value: result.output, problem: null };
  const field = v.getDotPath(result.issues[0]);
  return refused(
    problem("invalid-field", field === null ? {} : { detail: `The field ${field} is missing or wrong.` }),
  );
}

const refused = (why: Response) => ({ value: null, problem: why });

/** Null: larger than any body of ours. Much larger ones the server has cut before they came here. */
async function textOf(request: Request, most: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return null;
  const chunks: Uint8Array[] = [];
  let came = 0;
  // Left early, the rest of the body is not read: other resources take much larger ones.
  for await (const chunk of request.body ?? []) {
    came += chunk.length;
    if (came > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
