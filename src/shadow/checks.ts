/** Whether something can be added: its name and its shape, before anything is changed. Pure. */
import { type ErrorRecord, ShadowError } from '../protocol/errors.ts';

/** What a value must have to go into a slot: `[n]` = n rows, `[n, m]` = rows and columns; null = anything. */
export type RequiredShape = readonly number[] | null;

/**
 * What keeps a name from being stored in a file; null if nothing does.
 * @param reserved names that mean something else there, and what
 */
export function nameProblem(name: unknown, path: string, reserved: ReadonlyMap<string, string> = new Map()): ErrorRecord | null {
  const problem = (message: string, hint?: string): ErrorRecord => ({ tag: 'invalid', path, message, ...(hint ? { hint } : {}) });
  if (typeof name !== 'string') return problem(`A name must be text, not ${name === null ? 'null' : `a ${typeof name}`}.`);
  if (name === '') return problem('A name is needed: it must not be empty.');
  if (name === '.' || name === '..') return problem(`“${name}” cannot be a name: in a file it means a place.`);
  if (name.includes('/'))
    return problem(`“${name}” cannot be a name: a slash divides the groups of a file.`, 'Write another character in its place.');
  if (name.includes('\0')) return problem('A name cannot hold the character 0: a file would end it there.');
  const meaning = reserved.get(name);
  return meaning === undefined ? null : problem(`“${name}” cannot be a name here: it is ${meaning}.`);
}

/** @throws ShadowError `mismatch` */
export function assertShape(path: string, shape: readonly number[] | null, required: RequiredShape): void {
  if (!required || required.every((length, axis) => shape?.[axis] === length)) return;
  throw new ShadowError({
    tag: 'mismatch',
    path,
    message: `${path} has the shape ${shape ? shape.join(' × ') : 'of a single value'}, but ${required.join(' × ')}${required.length === 1 ? ' rows are' : ' is'} needed.`,
    hint: 'It must have one row for each cell (or gene) of the object it is added to.',
  });
}
