import type { LoadedPolicy } from '#src/domain/policy.ts';
import type { Chat } from './chat.ts';
import type { Checker } from './checker.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mailer.ts';
import type { Pager } from './pager.ts';
import type { Queue } from './queue.ts';
import type { Rasterizer } from './rasterizer.ts';
import type { Store } from './store.ts';
import type { Telemetry } from './telemetry.ts';
import type { Clock, Wall } from './time.ts';

/** What the rooms are given by the composition root. A function asks for the few it uses: `Pick<Deps, 'store' | 'clock'>`. */
export interface Deps {
  readonly store: Store;
  readonly queue: Queue;
  readonly chat: Chat;
  readonly checker: Checker;
  /** `null`: no mail server is configured. */
  readonly mailer: Mailer | null;
  /** `null`: no PagerDuty is configured. */
  readonly pager: Pager | null;
  readonly rasterizer: Rasterizer;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly wall: Wall;
  readonly ids: Ids;
  readonly policy: LoadedPolicy;
  readonly log: Log;
}

export interface Ids {
  /** An id for a text a person wrote, or for a fault somebody should find in the log. Unguessable, short enough to read out. */
  next(): string;
}
