/**
 * What every JavaScript runtime has (browser page, Web Worker, Node ≥ 20) beyond the language itself:
 * the whole platform that the core of Umbra may use. The core is compiled without DOM, worker or Node
 * types, so a name that is not here does not compile there.
 */

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  abort(reason?: unknown): AbortSignal;
  any(signals: Iterable<AbortSignal>): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};

interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare var AbortController: { new (): AbortController };

interface Event {
  readonly type: string;
}
declare var Event: { new (type: string): Event };

interface EventTarget {
  addEventListener(type: string, listener: (event: Event) => void, options?: { once?: boolean; signal?: AbortSignal }): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  dispatchEvent(event: Event): boolean;
}
declare var EventTarget: { new (): EventTarget };

interface TextDecoder {
  decode(input?: ArrayBufferView, options?: { stream?: boolean }): string;
}
declare var TextDecoder: { new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder };

interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare var TextEncoder: { new (): TextEncoder };

interface Blob {
  readonly size: number;
  slice(start?: number, end?: number): Blob;
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare var Blob: { new (parts: (ArrayBuffer | ArrayBufferView | string)[]): Blob };
declare var File: { new (parts: Blob[], name: string): Blob };

interface URL {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
}
interface URLSearchParams extends Iterable<[name: string, value: string]> {
  get(name: string): string | null;
  has(name: string): boolean;
  delete(name: string): void;
}
declare var URL: { new (url: string | URL, base?: string): URL; canParse(url: string, base?: string): boolean };

declare var crypto: { readonly subtle: { digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> } };

interface FileSystemFileHandle {
  readonly kind: 'file';
  readonly name: string;
  getFile(): Promise<Blob>;
}
interface FileSystemDirectoryHandle {
  readonly kind: 'directory';
  readonly name: string;
  getFileHandle(name: string): Promise<FileSystemFileHandle>;
  getDirectoryHandle(name: string): Promise<FileSystemDirectoryHandle>;
  values(): AsyncIterableIterator<FileSystemFileHandle | FileSystemDirectoryHandle>;
}

interface ReadableStream {
  getReader(): BodyReader;
  pipeThrough(transform: DecompressionStream): ReadableStream;
}
interface DecompressionStream {
  readonly readable: ReadableStream;
}
declare var DecompressionStream: { new (format: 'deflate-raw'): DecompressionStream };

interface Headers {
  get(name: string): string | null;
}
interface Response {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly type: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: ReadableStream | null;
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare var Response: { new (body: Uint8Array<ArrayBuffer> | ReadableStream | null | undefined): Response };
interface BodyReader {
  read(): Promise<{ readonly done: false; readonly value: Uint8Array<ArrayBuffer> } | { readonly done: true; readonly value?: undefined }>;
  cancel(): Promise<void>;
}
declare function fetch(
  url: string,
  init?: {
    method?: 'GET' | 'HEAD';
    headers?: Record<string, string>;
    signal?: AbortSignal | null;
    cache?: 'no-store' | 'default';
    mode?: 'cors' | 'no-cors';
    redirect?: 'follow' | 'manual';
  },
): Promise<Response>;

interface MessageEvent extends Event {
  readonly data: unknown;
}
interface MessagePort extends EventTarget {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  start(): void;
  close(): void;
}
interface MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}
declare var MessageChannel: { new (): MessageChannel };

declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare var performance: { now(): number };
declare function atob(base64: string): string;

declare var WebAssembly: {
  compile(bytes: Uint8Array<ArrayBuffer>): Promise<object>;
  Instance: { new (module: object): { readonly exports: Readonly<Record<string, unknown>> } };
};
