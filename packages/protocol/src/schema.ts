/** The one door to the schema library: everything that parses goes through here. */
import * as v from "valibot";

export { v };

/** The parsed value of `schema`, or null when `value` does not fit it. */
export function fit<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | null {
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success ? result.output : null;
}

/** Like `fit`, from JSON text; the caller has checked the size. */
export function fitJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return fit(schema, value);
}

export const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
);

/** Standard base64 by alphabet and length; whoever decodes checks it strictly. */
export const base64 = (longest: number) =>
  v.pipe(v.string(), v.maxLength(longest), v.regex(/^[A-Za-z0-9+/]+={0,2}$/));

export const wholeNumber = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
