import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";
import styles from "./button.module.css";
import { cx } from "./cx.ts";

export type Look = "primary" | "outline" | "ghost" | "danger" | "dangerOutline" | "text";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "class" | "size"> & {
  readonly look?: Look;
  readonly isSmall?: boolean;
  readonly isBlock?: boolean;
  /** Stays focusable; the reason stands nearby. */
  readonly isOff?: boolean;
  /** Gets the focus when its dialog opens: the safe way on. */
  readonly isFirst?: boolean;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
  readonly buttonRef?: Ref<HTMLButtonElement>;
};

export const Button = ({
  look = "outline",
  isSmall = false,
  isBlock = false,
  isOff = false,
  isFirst = false,
  class: name,
  onClick,
  type = "button",
  children,
  buttonRef,
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    {...(buttonRef === undefined ? {} : { ref: buttonRef })}
    type={isOff ? "button" : type}
    class={cx(styles.button, styles[look], isSmall && styles.small, isBlock && styles.block, name)}
    {...(isFirst ? { "data-first": true } : {})}
    {...(isOff ? { "aria-disabled": "true" as const } : { onClick })}
  >
    {children}
  </button>
);

/** A link that looks like a button. */
export const ButtonLink = ({
  href,
  look = "outline",
  isSmall = false,
  label,
  children,
}: {
  readonly href: string;
  /** Says more than the text where the text alone would not do. */
  readonly label?: string;
  readonly look?: Look;
  readonly isSmall?: boolean;
  readonly children: ComponentChildren;
}) => (
  <a
    class={cx(styles.button, styles[look], isSmall && styles.small)}
    href={href}
    {...(label === undefined ? {} : { "aria-label": label })}
  >
    {children}
  </a>
);

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "class"> & {
  readonly label: string;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
  readonly buttonRef?: Ref<HTMLButtonElement>;
};

/** A button that shows an icon and is named in words. */
export const IconButton = ({ label, class: name, children, buttonRef, ...rest }: IconButtonProps) => (
  <button
    type="button"
    {...rest}
    {...(buttonRef === undefined ? {} : { ref: buttonRef })}
    class={cx(styles.icon, name)}
    aria-label={label}
    title={label}
  >
    {children}
  </button>
);
