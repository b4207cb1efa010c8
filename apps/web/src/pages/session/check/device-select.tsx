import { fill } from "@chatorbit/i18n";
import { useId } from "preact/hooks";
import type { CheckModel, CheckView, Device } from "../../../models/views.ts";
import { ChevronDownIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import styles from "./devices.module.css";

export type DeviceProps = { readonly view: CheckView; readonly model: CheckModel };

type DeviceSelectProps = DeviceProps & { readonly source: Device["source"] };

/** Which device it is to be, by the names the system gives; the browser's own choice stands first. */
export function DeviceSelect({ view, model, source }: DeviceSelectProps) {
  const { devices: words } = useWords("check");
  const id = useId();
  // Before one is allowed the browser hides which there are.
  const found = view.devices.filter((device) => device.source === source && device.id !== "");
  const chosen = view.chosen[source] ?? "";
  return (
    <div class={styles.choice}>
      <label class={styles.label} for={id}>
        {words[source]}
      </label>
      <span class={styles.select}>
        <select
          id={id}
          value={chosen}
          onChange={({ currentTarget: { value } }) => model.chooseDevice(source, value === "" ? null : value)}
        >
          <option value="" selected={chosen === ""}>
            {words.own}
          </option>
          {found.map((device, index) => (
            <option key={device.id} value={device.id} selected={device.id === chosen}>
              {device.label === ""
                ? fill(words.unnamed, { kind: words[source], number: index + 1 })
                : device.label}
            </option>
          ))}
        </select>
        <ChevronDownIcon />
      </span>
    </div>
  );
}
