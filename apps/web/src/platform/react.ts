/** The few things of React that virtua asks for, made of Preact: its whole compatibility layer stays out. */
import { Component, type ComponentType, h, options, type Ref, type VNode } from "preact";
import { jsx as preactJsx } from "preact/jsx-runtime";

export { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";

type Props = Readonly<Record<string, unknown>>;
type Style = Readonly<Record<string, string | number>>;

/** React adds the unit to a length that is a number. */
export const jsx = (type: string, props: Props & { readonly style?: Style }, key?: string): VNode => {
  const { style } = props;
  return preactJsx(type, style === undefined ? props : { ...props, style: withUnits(style) }, key);
};

const withUnits = (style: Style) =>
  Object.fromEntries(
    Object.entries(style).map(([name, value]) => [
      name,
      typeof value === "number" && name !== "zIndex" ? `${value}px` : value,
    ]),
  );

/** Preact hands a component its `ref` like any other prop. */
export const forwardRef =
  (render: (props: Props, ref: Ref<unknown> | null) => preact.ComponentChild) =>
  ({ ref = null, ...props }: Props & { readonly ref?: Ref<unknown> | null }) =>
    render(props, ref);

/** Renders again only when a prop has changed. */
export function memo(Inner: ComponentType<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const names = Object.keys(next);
      return (
        names.length !== Object.keys(this.props).length ||
        names.some((name) => next[name] !== this.props[name])
      );
    }
    override render() {
      return h(Inner, this.props);
    }
  };
}

/** Runs a change and commits what it asked for at once. */
export function flushSync<Result>(change: () => Result): Result {
  const { debounceRendering } = options;
  let commit: (() => void) | null = null;
  options.debounceRendering = (render) => {
    commit = render;
  };
  try {
    const result = change();
    (commit as (() => void) | null)?.();
    return result;
  } finally {
    if (debounceRendering === undefined) delete options.debounceRendering;
    else options.debounceRendering = debounceRendering;
  }
}
