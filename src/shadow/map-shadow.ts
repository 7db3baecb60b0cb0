/**
 * A shadow that is like a Map of names: a slot, or a data frame's columns. What it has of the file stays as it is;
 * what is added lives in memory, and stands in for an element of the file of that name. Pure.
 */
import { copyValue } from '../arrays/copy.ts';
import { toValue, type ValueInput } from '../arrays/from-js.ts';
import { type ErrorRecord, ShadowError } from '../protocol/errors.ts';
import type { OutlineNode } from '../protocol/outline.ts';
import type { Value } from '../protocol/values.ts';
import { nameProblem } from './checks.ts';
import { ElemShadow } from './elem-shadow.ts';
import { MemberViews } from './member-views.ts';
import { slotText } from './repr.ts';
import type { Session } from './session.ts';
import { ShadowNode } from './shadow-node.ts';

/** Its own, or those of another one as views. */
export type Members<Member extends ShadowNode> = Iterable<readonly [string, Member]> | MemberViews<Member>;

export abstract class MapShadow<Member extends ShadowNode = ShadowNode> extends ShadowNode {
  readonly #own: Map<string, Member>;
  readonly #inFile: ReadonlyMap<string, Member>;
  /** Of a view. */
  readonly #views: MemberViews<Member> | null;
  #edition = 0;

  constructor(session: Session, path: string, node: OutlineNode | null, members: Members<Member>) {
    super(session, path, node);
    this.#views = members instanceof MemberViews ? members : null;
    this.#own = new Map(members instanceof MemberViews ? [] : members);
    this.#inFile = new Map(this.#own);
  }

  get #members(): ReadonlyMap<string, Member> {
    return this.#views?.current ?? this.#own;
  }

  get(name: string): Member | undefined {
    return this.#members.get(name);
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  /** What the file has first; then what was added, in the order of adding. */
  keys(): MapIterator<string> {
    return this.#members.keys();
  }

  values(): MapIterator<Member> {
    return this.#members.values();
  }

  entries(): MapIterator<[string, Member]> {
    return this.#members.entries();
  }

  /** Iterating reads nothing. */
  [Symbol.iterator](): MapIterator<[string, Member]> {
    return this.#members.entries();
  }

  get size(): number {
    return this.#members.size;
  }

  /** Grows whenever something is added or taken back. */
  get edition(): number {
    return this.#views?.of.edition ?? this.#edition;
  }

  override children(): ReadonlyMap<string, ShadowNode> {
    return this.#members;
  }

  /**
   * Adds a copy of a value in memory (`▲`), also in place of what has that name; the file is not touched.
   * @throws ShadowError `invalid` for a name that a file cannot have or a group with additions in it, or in a view, `mismatch` if the value's shape does not fit, `closed`
   */
  set(name: string, input: ValueInput): this {
    this.session.assertOpen();
    const problem = this.nameProblem(name);
    if (problem) throw new ShadowError(problem);
    const path = `${this.path}/${name}`;
    const value = toValue(input);
    this.assertFits(value, path);
    if (this.session.additions.list(path).length > 0)
      throw new ShadowError({
        tag: 'invalid',
        path,
        message: `${path} cannot be replaced: it holds additions, which would be lost.`,
        hint: 'Remove them first.',
      });
    const before = this.#members.get(name);
    const added = new ElemShadow(this.session, path, null);
    this.session.additions.set(added, copyValue(value));
    this.#own.set(name, added as ShadowNode as Member);
    if (before) this.session.additions.delete(before);
    this.#changed('added', path);
    return this;
  }

  /**
   * Takes an addition back; the file's own element, if it had one, is there again. Answers whether there was anything of that name.
   * @throws ShadowError `invalid` for what is in the file, and in a view; `closed`
   */
  delete(name: string): boolean {
    this.session.assertOpen();
    const member = this.#members.get(name);
    if (!member) return false;
    if (this.#views) throw new ShadowError(inView(member.path));
    if (!member.isAdded)
      throw new ShadowError({ tag: 'invalid', path: member.path, message: `${member.path} is in the file: it cannot be deleted here.` });
    const original = this.#inFile.get(name);
    if (original) this.#own.set(name, original);
    else this.#own.delete(name);
    this.session.additions.delete(member);
    this.#changed('removed', member.path);
    return true;
  }

  /** Whether the file has something of that name, which an addition stands in for. */
  isInFile(name: string): boolean {
    return this.#views?.of.isInFile(name) ?? this.#inFile.has(name);
  }

  /** What keeps a name from being given to an addition; null if nothing does. A name that is taken does not. In a view, none can be given. */
  nameProblem(name: unknown): ErrorRecord | null {
    if (this.#views) return inView(`${this.path}/${String(name)}`);
    return nameProblem(name, `${this.path}/${String(name)}`, this.reservedNames());
  }

  /** Names that mean something else in the file, and what. */
  protected reservedNames(): ReadonlyMap<string, string> {
    return new Map();
  }

  /** @throws ShadowError `mismatch` */
  protected abstract assertFits(value: Value, path: string): void;

  /** As it prints alone: `uns:	hvg, leidenᐁ`. */
  override toString(): string {
    return slotText(this);
  }

  #changed(change: 'added' | 'removed', path: string): void {
    this.#edition++;
    this.session.notify(change, path);
  }
}

/** What a view has is its parent's. */
function inView(path: string): ErrorRecord {
  return {
    tag: 'invalid',
    path,
    message: `${path} is in a view: nothing is added there, and nothing removed.`,
    hint: 'Do it in the parent of the view: the view shows it.',
  };
}
