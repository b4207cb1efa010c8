import { late } from "../../ui/late.tsx";

/** Most links bring their code: the form is for those that do not. */
export const CodeForm = late(async () => (await import("./code-form.tsx")).CodeForm);
