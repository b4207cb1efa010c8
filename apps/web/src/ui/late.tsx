import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * A component whose code is fetched when it is first shown, or before by `fetch`. Shows nothing
 * until then; after a failure the next showing tries again.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let Loaded: ComponentType<Props> | null = null;
  let coming: Promise<void> | null = null;
  const fetch = (): Promise<void> => {
    coming ??= load().then(
      (component) => {
        Loaded = component;
      },
      () => {
        coming = null;
      },
    );
    return coming;
  };
  function Late(props: Props) {
    const [, show] = useState(0);
    const isShown = Loaded !== null;
    useEffect(() => {
      // It may have come between this rendering and now.
      if (!isShown) void fetch().then(() => show(1));
    }, []);
    return Loaded === null ? null : <Loaded {...props} />;
  }
  return Object.assign(Late, { fetch, isHere: () => Loaded !== null });
}
