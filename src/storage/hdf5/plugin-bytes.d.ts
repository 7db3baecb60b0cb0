/** What `#plugin-bytes` is: a page's assets (plugin-assets.ts), or the package on disk in Node (plugin-files.ts). Types only. */
import type { PluginName } from './filters.ts';

/** The bytes of a filter's library. @throws whatever the platform throws where they cannot be had */
export declare function readPlugin(name: PluginName): Promise<Uint8Array<ArrayBuffer>>;
