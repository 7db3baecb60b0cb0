/** Which pages may speak with Umbra in a frame, and which may hear of a file that is the user's own. Pure. */

export interface Trust {
  /** Whether a page of this origin may send messages, and hears events. */
  isAllowed(origin: string | null): boolean;
  /** Whether it could look into the frame anyway: it hears of everything. */
  isOwn(origin: string | null): boolean;
}

/** What browsers call the origin of a page that has none of its own, as in a sandbox: two of them are not the same. */
const NONE = 'null';

/**
 * @param own origin of Umbra's page
 * @param named by the frame's address
 */
export function trustIn(own: string, named: readonly string[]): Trust {
  const allowed = new Set([own, ...named].filter((origin) => origin !== NONE));
  return {
    isAllowed: (origin) => origin !== null && allowed.has(origin),
    isOwn: (origin) => origin === own && own !== NONE,
  };
}
