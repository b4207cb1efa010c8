/** TUN devices of Linux (Documentation/networking/tuntap.rst) through libc. */
import { dlopen, FFIType } from "bun:ffi";

const { i32, u64, ptr } = FFIType;
const { symbols: libc } = dlopen("libc.so.6", {
  open: { args: [ptr, i32], returns: i32 },
  close: { args: [i32], returns: i32 },
  ioctl: { args: [i32, u64, ptr], returns: i32 },
  read: { args: [i32, ptr, u64], returns: i32 },
  write: { args: [i32, ptr, u64], returns: i32 },
  setns: { args: [i32, i32], returns: i32 },
  poll: { args: [ptr, u64, i32], returns: i32 },
});

const readOnly = 0;
const readWriteNonBlocking = 0o4002;
const cloneNewnet = 0x4000_0000;
const tunSetIff = 0x4004_54ca;
const tunWithoutHeader = 0x1001;
const ifreqBytes = 40;
const ifreqFlagsAt = 16;
/** Larger than any MTU in use here. */
const mostBytes = 4096;
const pollIn = 1;
const pollfdBytes = 8;
const pollfdEventsAt = 4;
const pollfdReturnedAt = 6;

export type Device = {
  readonly fd: number;
  /** The next packet that left the namespace here, or null when there is none. */
  readonly read: () => Uint8Array | null;
  /** Lets a packet arrive there; one for a device that is down is lost. */
  readonly write: (packet: Uint8Array) => void;
};

/** A device called `name` in the network namespace of process `pid`; it lives as long as this process. */
export function openDevice(pid: number, name: string): Device {
  const own = open("/proc/self/ns/net", readOnly);
  const theirs = open(`/proc/${pid}/ns/net`, readOnly);
  // The device belongs to the namespace in which its file was opened.
  must(libc.setns(theirs, cloneNewnet), "enter a network namespace");
  try {
    const fd = open("/dev/net/tun", readWriteNonBlocking);
    const request = Buffer.alloc(ifreqBytes);
    request.write(name);
    request.writeUInt16LE(tunWithoutHeader, ifreqFlagsAt);
    must(libc.ioctl(fd, tunSetIff, request), `make the device ${name}`);
    return deviceOf(fd);
  } finally {
    must(libc.setns(own, cloneNewnet), "leave a network namespace");
    libc.close(theirs);
    libc.close(own);
  }
}

function deviceOf(fd: number): Device {
  const buffer = new Uint8Array(mostBytes);
  return {
    fd,
    read() {
      const length = libc.read(fd, buffer, mostBytes);
      return length > 0 ? buffer.slice(0, length) : null;
    },
    write(packet) {
      libc.write(fd, packet, packet.length);
    },
  };
}

/** Waits at most `ms` for one of the files; says which have something to read, in their order. */
export function pollFor(fds: readonly number[]): (ms: number) => readonly boolean[] {
  const table = Buffer.alloc(fds.length * pollfdBytes);
  for (const [n, fd] of fds.entries()) {
    table.writeInt32LE(fd, n * pollfdBytes);
    table.writeInt16LE(pollIn, n * pollfdBytes + pollfdEventsAt);
  }
  return (ms) => {
    libc.poll(table, fds.length, ms);
    return fds.map((_, n) => table.readInt16LE(n * pollfdBytes + pollfdReturnedAt) !== 0);
  };
}

const open = (path: string, flags: number): number =>
  must(libc.open(Buffer.from(`${path}\0`), flags), `open ${path}`);

function must(result: number, what: string): number {
  if (result < 0) throw new Error(`cannot ${what}`);
  return result;
}
