/**
 * Time for tests of what waits on a bad server: it does not pass by itself. A request is found to have stalled once the server has fallen
 * silent, and everything that it sent before has come. Node only, never part of a build.
 */
import type { BadServer } from './bad-server.ts';

/** What was sent is here after a few turns of the loop. */
const TURNS = 30;

export interface StallAlarm {
  /** For `Patience`. */
  readonly alarm: (ring: () => void) => () => void;
  stop(): void;
}

export function stallAlarm(server: () => BadServer | undefined): StallAlarm {
  const alarms = new Set<() => void>();
  let watched: BadServer | undefined;
  let rung = 0;
  let quiet = 0;
  const timer = setInterval(() => {
    const now = server();
    if (now !== watched) {
      watched = now;
      rung = 0;
    }
    if (!now || now.stalls() <= rung || ++quiet < TURNS) return;
    rung = now.stalls();
    quiet = 0;
    for (const ring of [...alarms]) ring();
  }, 0);
  return {
    alarm(ring) {
      alarms.add(ring);
      quiet = 0;
      return () => alarms.delete(ring);
    },
    stop: () => clearInterval(timer),
  };
}
