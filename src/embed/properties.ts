/** The element's attributes as properties: each is its attribute, null where there is none. Page. */

export const ATTRIBUTES = ['src', 'path', 'color-by', 'embedding', 'theme', 'show'] as const;
export type AttributeName = (typeof ATTRIBUTES)[number];

const PROPERTIES = ['src', 'path', 'color', 'embedding', 'theme', 'show'] as const;

export class ElementWithProperties extends HTMLElement {
  get src(): string | null {
    return this.getAttribute('src');
  }
  set src(value: string | null) {
    this.#set('src', value);
  }

  get path(): string | null {
    return this.getAttribute('path');
  }
  set path(value: string | null) {
    this.#set('path', value);
  }

  /** Of the attribute `color-by`: `colorBy` is a method. */
  get color(): string | null {
    return this.getAttribute('color-by');
  }
  set color(value: string | null) {
    this.#set('color-by', value);
  }

  get embedding(): string | null {
    return this.getAttribute('embedding');
  }
  set embedding(value: string | null) {
    this.#set('embedding', value);
  }

  get theme(): string | null {
    return this.getAttribute('theme');
  }
  set theme(value: string | null) {
    this.#set('theme', value);
  }

  get show(): string | null {
    return this.getAttribute('show');
  }
  set show(value: string | null) {
    this.#set('show', value);
  }

  /** A property that was set before the script had come hides the one of the class: it is set again. */
  protected upgradeProperties(): void {
    for (const property of PROPERTIES) {
      if (!Object.hasOwn(this, property)) continue;
      const value = this[property];
      Reflect.deleteProperty(this, property);
      this[property] = value;
    }
  }

  /** Pages set what they have: undefined is none, and anything else is a text. */
  #set(name: AttributeName, value: unknown): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }
}
