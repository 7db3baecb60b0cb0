/** What is read and written at once, by place: a handle of the browser's private file system, or memory. Runs beside the file handle. */

export interface SyncBytes {
  /** Answers how many bytes there were. */
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** In memory, for as long as the file is open. `size` bytes, all zero; it grows with what is written behind them. */
export function memoryBytes(size: number): SyncBytes {
  let memory = new Uint8Array(size);
  const resize = (bytes: number): void => {
    const next = new Uint8Array(bytes);
    next.set(memory.subarray(0, bytes));
    memory = next;
  };
  return {
    read(into, { at }) {
      into.set(memory.subarray(at, at + into.byteLength));
      return Math.max(0, Math.min(into.byteLength, memory.byteLength - at));
    },
    write(bytes, { at }) {
      if (at + bytes.byteLength > memory.byteLength) resize(at + bytes.byteLength);
      memory.set(bytes, at);
      return bytes.byteLength;
    },
    getSize: () => memory.byteLength,
    truncate: resize,
    flush() {},
    close() {},
  };
}
