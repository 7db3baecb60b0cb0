/** What is told of a file that is open, over it. Page, no React; pure. */
import { type ErrorRecord, nameOfUrl, type OpenedShadow } from '../shadow/index.ts';

/** Of SpatialData with several tables, which of them is shown. */
export function severalTables({ session }: OpenedShadow): ErrorRecord | null {
  const { file, root, tables = [] } = session.outline;
  if (tables.length < 2) return null;
  return {
    tag: 'invalid',
    message: `${file.name} is SpatialData with ${tables.length} tables: ${root.name} is shown.`,
    hint: `The others are in the menu of the file: ${tables
      .filter((path) => path !== root.path)
      .map(nameOfUrl)
      .join(', ')}.`,
  };
}

export function outdated(name: string, url: string | null): ErrorRecord {
  return {
    tag: 'changed',
    message: `${name} has changed ${url === null ? 'on disk' : 'on the server'} since it was opened.`,
    hint: 'What was read of it still works. Nothing more can be read until it is opened again.',
  };
}
