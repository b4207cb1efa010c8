import { useEffect, useRef, useState } from "preact/hooks";
import type { CallView, Notice } from "../../../models/views.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { CloseIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { CallStrip } from "./call-strip.tsx";
import { TroubleDialog } from "./trouble-dialog.tsx";

/** A word that needs no answer goes by itself, ms. */
const goneAfterMs = 8_000;

/** What somebody must see until it was put away. */
const stays: ReadonlySet<Notice["type"]> = new Set([
  "unasked-recording",
  "device-trouble",
  "description-refused",
]);

type Said = NonNullable<CallView["notice"]>;

type NoticesProps = {
  /** The newest that was put away. */
  readonly closed: number;
  readonly close: (id: number) => void;
};

/** Words of a call that no state holds. */
export function Notices({ closed, close }: NoticesProps) {
  const { call } = useCall();
  const { notice } = call;
  const id = notice?.id ?? 0;
  useEffect(() => {
    if (notice === null || stays.has(notice.notice.type)) return undefined;
    const timer = setTimeout(() => close(id), goneAfterMs);
    return () => clearTimeout(timer);
  }, [id]);
  useSourceBack(notice, close);
  // The ladder tells of a missing path by itself.
  const isShown = notice !== null && id > closed && notice.notice.type !== "no-path";
  return (
    <div role="status">{isShown && <NoticeStrip key={id} said={notice} onClose={() => close(id)} />}</div>
  );
}

/** A device that works again needs no help; one that others stood in for leaves its word for a moment. */
function useSourceBack(said: Said | null, close: (id: number) => void): void {
  const { mine } = useCall().call;
  const id = said?.id ?? 0;
  const standing = said?.notice.type === "device-trouble" ? mine[said.notice.source] : null;
  const wasOff = useRef(0);
  useEffect(() => {
    if (standing === "off") wasOff.current = id;
    if (standing !== "on") return undefined;
    const timer = setTimeout(() => close(id), wasOff.current === id ? 0 : goneAfterMs);
    return () => clearTimeout(timer);
  }, [id, standing]);
}

function NoticeStrip({ said: { notice }, onClose }: { readonly said: Said; readonly onClose: () => void }) {
  const { acts } = useCall();
  const words = useWords("call");
  const [isHelpOpen, help] = useState(false);
  const text = useText(notice);
  const cameraOn = () => {
    acts.camera(true);
    onClose();
  };
  return (
    <>
      <CallStrip
        isRed={notice.type === "unasked-recording"}
        text={text}
        actions={
          <>
            {notice.type === "better-again" && (
              <Button isSmall onClick={cameraOn}>
                {words.controls.cameraOn}
              </Button>
            )}
            {notice.type === "device-trouble" && (
              <Button isSmall onClick={() => help(true)}>
                {words.trouble.help}
              </Button>
            )}
            <IconButton label={words.notice.close} onClick={onClose}>
              <CloseIcon />
            </IconButton>
          </>
        }
      />
      {isHelpOpen && notice.type === "device-trouble" && (
        <TroubleDialog
          source={notice.source}
          why={notice.why}
          onRetry={retryOf(acts, notice.source)}
          onClose={onClose}
        />
      )}
    </>
  );
}

/** A microphone that is gone comes back only with the next call. */
function retryOf(acts: ReturnType<typeof useCall>["acts"], source: "microphone" | "camera" | "screen") {
  if (source === "camera") return () => acts.camera(true);
  return source === "screen" ? () => acts.share(true) : null;
}

function useText(notice: Notice): string {
  const words = useWords("call");
  switch (notice.type) {
    case "device-lost":
      return words.notice.lost[notice.source];
    case "device-trouble":
      return words.trouble.title[notice.why][notice.source];
    case "no-path":
      return words.ladder.overTitle;
    default:
      return words.notice[notice.type];
  }
}
