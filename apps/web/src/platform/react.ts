/** The few things of React that virtua asks for, made of Preact: its whole compatibility layer stays out. */
import { Component, type ComponentType, h, options, type Ref } from "preact";

export { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";
export { Fragment, jsx, jsxs } from "preact/jsx-runtime";

type Props = Readonly<Record<string, unknown>>;

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
