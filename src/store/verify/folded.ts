import type { Report, Verified } from '#src/domain/finding.ts';
import { partsOf, type StreamWord } from '#src/domain/streams.ts';
import type { Json } from '#src/ports/store.ts';
import type { Db } from '#src/store/database.ts';
import type { events } from '#src/store/schema.ts';
import { foldedAlert } from './alert.ts';
import { foldedIncident } from './incident.ts';

/** What the events of a stream make of it, as far as they were read. */
export interface Folded {
  /** With one more; `data` as `rehydrate` left it. Throws on what no version of ours wrote. */
  with(row: typeof events.$inferSelect, data: Json | undefined): Folded;
  /** Holds everything that is kept beside the events to them. */
  compare(tx: Db, report: Report): Promise<Compared>;
}

/** How much was compared. */
export type Compared = Partial<Pick<Verified, 'snapshots' | 'otherVersion' | 'obligations'>>;

const unread: Readonly<Record<StreamWord, Folded>> = { inc: foldedIncident(), alert: foldedAlert() };

/** A stream before its first event; `null`: nothing is made of what is in it. */
export function unfolded(stream: string): Folded | null {
  const parts = partsOf(stream);
  return parts && unread[parts.word];
}
