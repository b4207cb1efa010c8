import { useEffect, useState } from "preact/hooks";
import type { Model } from "./models/views.ts";

/** The model's snapshot; renders again when it changes. */
export function useModel<Snapshot>(model: Model<Snapshot>): Snapshot {
  const [snapshot, set] = useState(model.snapshot);
  useEffect(() => {
    set(model.snapshot);
    return model.subscribe(() => set(model.snapshot));
  }, [model]);
  return snapshot;
}
