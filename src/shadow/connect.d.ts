/**
 * How the library reaches the file side; the only thing beyond the protocol that the shadow imports, as `#connect`.
 * package.json maps that name: to the worker's client on a page, to the in-process reader in Node.
 */
import type { Connect } from './reader.ts';

export const connect: Connect;
/** Starts what opening will need, while the user is still choosing a file. */
export function prepare(): void;
