import type { Shelf } from "@chatorbit/engine";
import type { Vault } from "../ports.ts";
import { inDatabase } from "./database.ts";

/** `tab`: sessionStorage, `shared`: localStorage, `device` and `sealed`: IndexedDB. */
export function vault(): Vault {
  return {
    read: async (shelf, name) => {
      if (isStorage(shelf)) return storage(shelf).getItem(name);
      const value = await inDatabase<unknown>(stores[shelf], "readonly", (store) => store.get(name));
      if (shelf === "sealed") return value === undefined ? null : (await sealing()).openText(name, value);
      return typeof value === "string" ? value : null;
    },
    write: (shelf, name, value) => {
      if (!isStorage(shelf)) return put(shelf, name, value);
      if (value === null) storage(shelf).removeItem(name);
      else storage(shelf).setItem(name, value);
    },
    list: async (shelf, prefix) => {
      const names = isStorage(shelf)
        ? Object.keys(storage(shelf))
        : ((await inDatabase<IDBValidKey[]>(stores[shelf], "readonly", (store) => store.getAllKeys())) ?? []);
      return names.filter((name): name is string => typeof name === "string" && name.startsWith(prefix));
    },
  };
}

/** Fetched by those who have something to seal. */
const sealing = () => import("./sealing.ts");

type InDatabase = "device" | "sealed";

const stores = { device: "kept", sealed: "sealed" } as const;

const isStorage = (shelf: Shelf): shelf is Exclude<Shelf, InDatabase> =>
  shelf === "tab" || shelf === "shared";

const storage = (shelf: Exclude<Shelf, InDatabase>) => (shelf === "tab" ? sessionStorage : localStorage);

async function put(shelf: InDatabase, name: string, text: string | null): Promise<void> {
  const value = text === null || shelf === "device" ? text : await (await sealing()).sealText(name, text);
  await inDatabase(stores[shelf], "readwrite", (store) =>
    value === null ? store.delete(name) : store.put(value, name),
  );
}
