import { fill } from "@chatorbit/i18n";
import { useState } from "preact/hooks";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import layout from "../../../ui/layout.module.css";
import { LeapIcon } from "../../../ui/layer-icons.tsx";
import text from "../../../ui/text.module.css";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import styles from "./time-dialog.module.css";

const usualMinutes = [15, 30, 60] as const;

type TimeDialogProps = {
  readonly mayExtendSeconds: number;
  /** How long a session leapt to lasts. */
  readonly leapMs: number;
  readonly onClose: () => void;
};

/** More time: extend under the same keys, or leap to fresh ones. Both need the other one's yes. */
export function TimeDialog({ mayExtendSeconds, leapMs, onClose }: TimeDialogProps) {
  const { time: words } = useWords("conversation");
  const format = useFormat();
  const session = useSession();
  const mayMinutes = Math.floor(mayExtendSeconds / 60);
  return (
    <Dialog title={words.title} onClose={onClose}>
      {mayMinutes > 0 ? (
        <ExtendPart mayMinutes={mayMinutes} onAsked={onClose} />
      ) : (
        <p class={text.muted}>{words.extendNone}</p>
      )}
      <hr class={layout.rule} />
      <div class={cx(layout.stack, layout.s)}>
        <p class={cx(text.small, text.muted)}>
          {fill(words.leapText, { length: format.length(Math.round(leapMs / 60_000)) })}
        </p>
        <div>
          <Button
            onClick={() => {
              session.askLeap();
              onClose();
            }}
          >
            <LeapIcon />
            {words.leap}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

type ExtendPartProps = { readonly mayMinutes: number; readonly onAsked: () => void };

function ExtendPart({ mayMinutes, onAsked }: ExtendPartProps) {
  const { time: words } = useWords("conversation");
  const format = useFormat();
  const session = useSession();
  const offered = usualMinutes.filter((minutes) => minutes <= mayMinutes);
  const [typed, type] = useState(String(offered[0] ?? mayMinutes));
  const minutes = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  const isPossible = minutes >= 1 && minutes <= mayMinutes;
  const most = fill(words.extendMay, { length: format.length(mayMinutes) });
  const ask = (event: Event) => {
    event.preventDefault();
    if (!isPossible) return;
    session.askExtend(minutes * 60);
    onAsked();
  };
  return (
    <form class={cx(layout.stack, layout.m)} onSubmit={ask} noValidate>
      <p class={cx(text.small, text.muted)}>
        {words.extendText} {most}
      </p>
      <div class={styles.choices}>
        {offered.map((usual) => (
          <Button key={usual} aria-pressed={usual === minutes} onClick={() => type(String(usual))}>
            {fill(words.plus, { count: usual })}
          </Button>
        ))}
      </div>
      <div class={styles.own}>
        <Field
          label={words.minutes}
          inputMode="numeric"
          value={typed}
          onText={type}
          error={isPossible ? null : most}
        />
        <Button look="primary" type="submit" isOff={!isPossible}>
          {words.extend}
        </Button>
      </div>
    </form>
  );
}
