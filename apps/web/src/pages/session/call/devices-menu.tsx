import { fill } from "@chatorbit/i18n";
import type { RefObject } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Device } from "../../../models/views.ts";
import { Popover } from "../../../ui/popover.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import styles from "./menu.module.css";

type DevicesMenuProps = { readonly anchor: RefObject<HTMLElement | null>; readonly onClose: () => void };

/** Which microphone, camera and speaker the call uses. */
export function DevicesMenu({ anchor, onClose }: DevicesMenuProps) {
  const { acts, call } = useCall();
  const { controls } = useWords("call");
  const [devices, set] = useState<readonly Device[]>([]);
  useEffect(() => {
    let isOpen = true;
    acts.devices().then(
      (found) => isOpen && set(found),
      () => undefined,
    );
    return () => {
      isOpen = false;
    };
    // The view is new whenever devices came or went.
  }, [acts, call]);
  return (
    <Popover label={controls.devices} role="dialog" anchor={anchor} focusFirst="select" onClose={onClose}>
      <div class={styles.menu} data-theme="dark">
        <h2>{controls.devices}</h2>
        <Choice source="microphone" devices={devices} />
        <Choice source="camera" devices={devices} />
        {"setSinkId" in HTMLMediaElement.prototype && <Choice source="speaker" devices={devices} />}
      </div>
    </Popover>
  );
}

type ChoiceProps = { readonly source: Device["source"]; readonly devices: readonly Device[] };

function Choice({ source, devices }: ChoiceProps) {
  const { acts, call } = useCall();
  const { device: words } = useWords("call");
  const id = useId();
  const found = devices.filter((device) => device.source === source && device.id !== "");
  return (
    <div class={styles.choice}>
      <label for={id}>{words[source]}</label>
      <select
        id={id}
        value={call.mine.chosen[source] ?? ""}
        onChange={({ currentTarget: { value } }) => acts.chooseDevice(source, value === "" ? null : value)}
      >
        <option value="">{found.length === 0 ? words.none : words.auto}</option>
        {found.map(({ id: one, label }, at) => (
          <option key={one} value={one}>
            {label === "" ? fill(words.unnamed, { number: at + 1 }) : label}
          </option>
        ))}
      </select>
    </div>
  );
}
