/** The browser's database of this origin: small values by name, in two stores. */
const databaseName = "chatorbit";

/** `kept`: texts by name. `sealed`: the same under the browser's own key, and that key. */
export type StoreName = "kept" | "sealed";

/** One request in a transaction of its own; resolves once the transaction is complete. */
export async function inDatabase<T = string>(
  storeName: StoreName,
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
    const request = indexedDB.open(databaseName, 2);
    request.onupgradeneeded = () => {
      const { result: database } = request;
      for (const name of ["kept", "sealed"]) {
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      // A newer page of this origin may change the stores: nobody waits for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error("the browser's database did not open"));
    request.onblocked = () => reject(new Error("the browser's database is blocked"));
  });
}
