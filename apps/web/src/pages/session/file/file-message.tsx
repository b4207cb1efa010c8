import { fill, type Words } from "@chatorbit/i18n";
import type { FileItem, FilesModel, FilesView, MessageItem, TransferView } from "../../../models/views.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { DownloadIcon, FileIcon, ImageIcon } from "../../../ui/file-icons.tsx";
import { CloseIcon } from "../../../ui/site-icons.tsx";
import { useModel } from "../../../use-model.ts";
import { useFormat, useLateWords } from "../../../words/words.tsx";
import { useConversation } from "../conversation/conversation-context.ts";
import { useSession } from "../session-context.ts";
import styles from "./file.module.css";
import { ImageFrame } from "./image-frame.tsx";
import { sizeOf } from "./size.ts";
import { stateOf } from "./state-words.ts";

type FileMessageProps = { readonly message: MessageItem; readonly file: FileItem };

/** A file inside its bubble: what it is, how far it is, and what can be done about it. */
export function FileMessage({ message, file }: FileMessageProps) {
  const words = useLateWords("file");
  const files = useSession().files();
  const format = useFormat();
  if (words !== null && files !== null) return <Live {...{ message, file, words, files }} />;
  return (
    <div class={styles.file}>
      {file.image !== null && <ImageFrame file={file} blob={null} open={null} />}
      <Face file={file} state={sizeOf(file.size, format)} />
    </div>
  );
}

type LiveProps = FileMessageProps & { readonly words: Words["file"]; readonly files: FilesModel };

function Live({ message, file, words, files }: LiveProps) {
  const view = useModel(files);
  const format = useFormat();
  const { peerName, peerInside } = useConversation();
  const transfer = view.transfers.get(file.fid) ?? null;
  const names = { name: peerName, inside: peerInside };
  const state = stateOf(file, transfer, view, words, format, names);
  const blob = transfer?.isHere === true ? files.blobOf(file.fid) : null;
  const isShown = transfer?.isPicture === true && (message.by === "me" || transfer.state === "done");
  return (
    <div class={cx(styles.file, message.by === "me" && styles.own)}>
      {file.image !== null && (
        <ImageFrame
          file={file}
          blob={isShown ? blob : null}
          open={
            isShown && blob !== null
              ? { label: fill(words.image.open, { name: file.name }), words, files }
              : null
          }
        />
      )}
      <Face file={file} state={state}>
        <SideButton file={file} transfer={transfer} view={view} words={words} files={files} />
      </Face>
      {transfer !== null && <Meter file={file} transfer={transfer} words={words} />}
      {transfer?.isProgram === true && message.by === "peer" && <p class={styles.warning}>{words.program}</p>}
      {transfer !== null && (
        <Below file={file} transfer={transfer} view={view} words={words} files={files} name={peerName} />
      )}
    </div>
  );
}

type FaceProps = {
  readonly file: FileItem;
  readonly state: string;
  readonly children?: preact.ComponentChildren;
};

const Face = ({ file, state, children }: FaceProps) => (
  <div class={styles.face}>
    <span class={styles.icon}>{file.image === null ? <FileIcon size="l" /> : <ImageIcon size="l" />}</span>
    <span class={styles.about}>
      <bdi class={styles.name}>{file.name}</bdi>
      <span class={styles.state}>{state}</span>
    </span>
    {children}
  </div>
);

type PartProps = {
  readonly file: FileItem;
  readonly transfer: TransferView;
  readonly words: Words["file"];
};

/** What lies in the page is saved; what is on its way is stopped. */
function SideButton({
  file,
  transfer,
  view,
  words,
  files,
}: Omit<PartProps, "transfer"> & {
  readonly view: FilesView;
  readonly transfer: TransferView | null;
  readonly files: FilesModel;
}) {
  const { fid, name } = file;
  if (transfer === null) return null;
  const { state, way } = transfer;
  if (state === "done" && way === "coming" && transfer.isHere)
    return (
      <IconButton class={styles.side} label={fill(words.saveName, { name })} onClick={() => files.save(fid)}>
        <DownloadIcon />
      </IconButton>
    );
  // Where a question is asked, its answers are enough.
  const isAsked =
    (way === "coming" && state === "offered") ||
    (state === "preparing" && view.obstacle === "address-consent");
  if (state === "done" || state === "over" || isAsked) return null;
  return (
    <IconButton
      class={styles.side}
      label={fill(words.cancelName, { name })}
      onClick={() => files.cancel(fid)}
    >
      <CloseIcon />
    </IconButton>
  );
}

function Meter({ file, transfer, words }: PartProps) {
  const { state, done } = transfer;
  if (state !== "moving" && state !== "paused" && state !== "checking" && state !== "connecting") return null;
  return (
    <progress
      class={cx(styles.meter, state === "paused" && styles.paused)}
      max={file.size}
      value={done}
      aria-label={fill(words.progress, { name: file.name })}
    />
  );
}

type BelowProps = PartProps & {
  readonly view: FilesView;
  readonly files: FilesModel;
  readonly name: string;
};

/** What a person has to say before it goes on. */
function Below({ file, transfer, view, words, files, name }: BelowProps) {
  const { fid } = file;
  const { state, way } = transfer;
  if (way === "coming" && state === "offered")
    return (
      <div class={styles.acts}>
        <Button
          isSmall
          aria-label={fill(words.declineName, { name: file.name })}
          onClick={() => files.decline(fid)}
        >
          {words.decline}
        </Button>
        <Button
          isSmall
          look="primary"
          aria-label={fill(words.acceptName, { name: file.name })}
          onClick={() => files.accept(fid)}
        >
          {words.accept}
        </Button>
      </div>
    );
  if (state === "preparing" && view.obstacle === "address-consent")
    return (
      <div role="group">
        <p class={styles.ask}>{fill(words.address.text, { name })}</p>
        <div class={styles.acts}>
          <Button isSmall onClick={() => files.cancel(fid)}>
            {words.address.no}
          </Button>
          <Button isSmall look="primary" onClick={files.agreeExposure}>
            {words.address.yes}
          </Button>
        </div>
      </div>
    );
  if (state === "preparing" && view.obstacle === "no-relay") return <p class={styles.ask}>{words.noRelay}</p>;
  if ((state === "connecting" || state === "paused") && view.hasNoPath)
    return (
      <div role="group">
        <p class={styles.ask}>{words.noPath}</p>
        <div class={styles.acts}>
          <Button isSmall onClick={files.reconnect}>
            {words.again}
          </Button>
        </div>
      </div>
    );
  return null;
}
