/** Gives the person a file under a name; as bytes and nothing else, so that nothing opens it in the page's place. */
export function saveAs(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file.slice(0, file.size, "application/octet-stream"));
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
