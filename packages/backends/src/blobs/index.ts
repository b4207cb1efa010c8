export { FolderBlobs } from "./folder.ts";
export { MemoryBlobs } from "./memory.ts";
export { S3Blobs, type S3Settings } from "./s3.ts";
