/**
 * A file for libhdf5 whose bytes come from a BlockSource, through Emscripten's file system. Runs beside the file handle.
 * Read-only. It never blocks on a network: what is not here yet is reported, to be awaited and asked for again.
 */
import { type BlockSource, MissingBytes } from '../../io/block-cache.ts';
import { assertHeapEnds } from './global-heap.ts';
import type { FileSystem, FileSystemNode } from './library.ts';

const ENOENT = 44;
const EINVAL = 28;
const EIO = 29;

export interface Mount {
  /** Where libhdf5 finds the file. */
  readonly path: string;
  /** What went wrong in the last calls, since libhdf5 only hears "EIO": bytes to wait for, or a real failure. Reading it clears it. */
  takeFailure(): unknown;
  /** Whether nothing has gone wrong since the failure was last taken. */
  isIntact(): boolean;
  unmount(): void;
}

let mounts = 0;

export function mountSource(fs: FileSystem, source: BlockSource): Mount {
  const directory = `/umbra/${++mounts}`;
  let failure: unknown;

  const guard = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      // The first failure is the cause; a wait that is already known must not be hidden by what follows from it.
      failure ??= error;
      throw new fs.ErrnoError(EIO);
    }
  };

  const epoch = new Date(0);
  const nodeOps = {
    getattr(node: FileSystemNode) {
      const size = node.contents ? 4096 : source.size;
      const times = { atime: epoch, mtime: epoch, ctime: epoch };
      return {
        dev: 1,
        ino: node.id,
        mode: node.mode,
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        size,
        ...times,
        blksize: 4096,
        blocks: Math.ceil(size / 4096),
      };
    },
    lookup(parent: FileSystemNode, name: string): FileSystemNode {
      const node = parent.contents?.[name];
      if (!node) throw new fs.ErrnoError(ENOENT);
      return node;
    },
  };
  const streamOps = {
    read: (_stream: unknown, buffer: Int8Array, offset: number, length: number, position: number): number =>
      guard(() => {
        const into = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
        const bytes = source.read(position, into);
        assertHeapEnds(into.subarray(0, bytes));
        return bytes;
      }),
    llseek(stream: { position: number }, offset: number, whence: number): number {
      const base = whence === 1 ? stream.position : whence === 2 ? source.size : 0;
      if (base + offset < 0) throw new fs.ErrnoError(EINVAL);
      return base + offset;
    },
  };

  fs.mkdirTree(directory);
  const type = {
    mount(): FileSystemNode {
      const root = fs.createNode(null, '/', 0o40555, 0);
      const file = fs.createNode(root, 'file', 0o100444, 0);
      root.contents = { file };
      root.node_ops = nodeOps;
      root.stream_ops = {};
      file.node_ops = nodeOps;
      file.stream_ops = streamOps;
      return root;
    },
  };
  fs.mount(type, {}, directory);

  return {
    path: `${directory}/file`,
    takeFailure() {
      const taken = failure;
      failure = undefined;
      return taken;
    },
    isIntact: () => failure === undefined,
    unmount() {
      fs.unmount(directory);
      fs.rmdir(directory);
    },
  };
}

export function isMissing(failure: unknown): failure is MissingBytes {
  return failure instanceof MissingBytes;
}
