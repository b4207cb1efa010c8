import { useMemo } from "preact/hooks";
import { encode } from "uqr";
import styles from "./qr-code.module.css";

/** A text as a QR picture: one path, drawn on this device. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, shape } = useMemo(() => {
    const { data, size } = encode(text, { ecc: "M", border: 0 });
    return { size, shape: data.map(rowShape).join("") };
  }, [text]);
  return (
    <svg
      class={styles.qr}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path fill="currentColor" d={shape} />
    </svg>
  );
}

/** Dark modules of a row, neighbours drawn as one. */
function rowShape(row: readonly boolean[], y: number): string {
  let shape = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    let width = 1;
    while (row[x + width]) width += 1;
    shape += `M${x} ${y}h${width}v1h-${width}z`;
    x += width;
  }
  return shape;
}
