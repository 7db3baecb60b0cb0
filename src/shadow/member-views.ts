/** The members of a map, each as a view: those that the map has at the moment, also what was added to it since. Pure; adds nothing itself. */

/** What a MapShadow is, as far as it matters here. */
interface Viewed<Member> {
  /** Grows with every change. */
  readonly edition: number;
  entries(): Iterable<[string, Member]>;
  isInFile(name: string): boolean;
}

export class MemberViews<Member extends object> {
  readonly of: Viewed<Member>;
  readonly #viewOf: (member: Member) => Member;
  readonly #views = new WeakMap<Member, Member>();
  #current: ReadonlyMap<string, Member> = new Map();
  #edition = -1;

  constructor(of: Viewed<Member>, viewOf: (member: Member) => Member) {
    this.of = of;
    this.#viewOf = viewOf;
  }

  /** By name. A member keeps its view. */
  get current(): ReadonlyMap<string, Member> {
    if (this.#edition !== this.of.edition) {
      this.#edition = this.of.edition;
      this.#current = new Map([...this.of.entries()].map(([name, member]) => [name, this.#view(member)]));
    }
    return this.#current;
  }

  #view(member: Member): Member {
    const view = this.#views.get(member) ?? this.#viewOf(member);
    this.#views.set(member, view);
    return view;
  }
}
