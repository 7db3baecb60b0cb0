/** Where an index is kept: bytes that are read and written at once, by place. A handle of the browser's private file system is one. */

export interface IndexBytes {
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** In memory, for as long as the file is open. `size` bytes, all zero. */
export function memoryBytes(size: number): IndexBytes {
  const memory = new Uint8Array(size);
  return {
    read(into, { at }) {
      into.set(memory.subarray(at, at + into.byteLength));
      return Math.max(0, Math.min(into.byteLength, size - at));
    },
    write(bytes, { at }) {
      memory.set(bytes, at);
      return bytes.byteLength;
    },
    getSize: () => size,
    flush() {},
    close() {},
  };
}
