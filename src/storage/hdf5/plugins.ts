/**
 * Gives libhdf5 the filters that it does not bring, each when the first dataset with it is read. Runs beside the file handle.
 * libhdf5 loads a filter in the middle of a read, synchronously, from a folder: so its library is put there before.
 */
import { readPlugin } from '#plugin-bytes';
import { ShadowError } from '../../protocol/errors.ts';
import type { FilterInfo } from '../../protocol/outline.ts';
import { type PluginName, pluginOf } from './filters.ts';
import type { Hdf5Library } from './library.ts';

const FOLDER = '/umbra/filters';

/** What is in the folder, or on its way there: once a thread, for all files. */
const installed = new Map<PluginName, Promise<void>>();

/** @throws ShadowError `io` naming the filter whose library could not be had */
export async function loadFilters(library: Hdf5Library, filters: readonly FilterInfo[], path: string): Promise<void> {
  for (const { id, name } of filters) {
    const plugin = pluginOf(id);
    if (plugin)
      await install(library, plugin).catch((cause: unknown) => {
        throw new ShadowError({
          tag: 'io',
          path,
          message: `${path} is compressed with ${name}, and the part of Umbra that undoes it could not be fetched.`,
          hint: 'Check the connection, then try again. Everything else still works.',
          cause: String(cause),
        });
      });
  }
}

function install(library: Hdf5Library, plugin: PluginName): Promise<void> {
  let arrival = installed.get(plugin);
  if (!arrival) {
    arrival = readPlugin(plugin).then((bytes) => {
      if (!library.FS.analyzePath(FOLDER).exists) {
        library.FS.mkdirTree(FOLDER);
        library.insert_plugin_search_path(FOLDER, 0);
      }
      library.FS.writeFile(`${FOLDER}/libH5Z${plugin}.so`, bytes);
    });
    installed.set(plugin, arrival);
    // A failure is not kept: the network may be back for the next read.
    arrival.catch(() => installed.delete(plugin));
  }
  return arrival;
}
