import type { Shelf } from "@chatorbit/engine";
import type { Vault } from "../ports.ts";

/** `tab`: sessionStorage, `shared`: localStorage, `device`: IndexedDB. */
export function vault(): Vault {
  const storage = (shelf: Exclude<Shelf, "device">) => (shelf === "tab" ? sessionStorage : localStorage);
  return {
    read: async (shelf, name) =>
      shelf === "device"
        ? ((await inDatabase("readonly", (store) => store.get(name))) ?? null)
        : storage(shelf).getItem(name),
    write: (shelf, name, value) => {
      if (shelf === "device") {
        return inDatabase("readwrite", (store) =>
          value === null ? store.delete(name) : store.put(value, name),
        ).then(() => {});
      }
      if (value === null) storage(shelf).removeItem(name);
      else storage(shelf).setItem(name, value);
    },
    list: async (shelf, prefix) => {
      const names =
        shelf === "device"
          ? ((await inDatabase<IDBValidKey[]>("readonly", (store) => store.getAllKeys())) ?? [])
          : Object.keys(storage(shelf));
      return names.filter((name): name is string => typeof name === "string" && name.startsWith(prefix));
    },
  };
}

const databaseName = "chatorbit";
const storeName = "kept";

/** One request in a transaction of its own; resolves once the transaction is complete. */
async function inDatabase<T = string>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T | undefined> {
  const database = await open();
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode);
      const request = ask(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result as T | undefined);
      transaction.onabort = () => reject(transaction.error ?? new Error("the browser's database refused"));
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's database did not open"));
    request.onblocked = () => reject(new Error("the browser's database is blocked"));
  });
}
