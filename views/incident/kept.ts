import type { MessageKind, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { Message } from '#views/message.ts';
import { accessAsked, accessGranted } from './access.ts';
import { incidentAnnouncement } from './announcement.ts';
import { incidentCard } from './card.ts';
import { roleDuties } from './duties.ts';
import { effectLines, type WorkRow } from './effect-lines.ts';
import { incidentHeadline } from './headline.ts';
import { incidentNotice } from './notice.ts';
import { incidentOutcome } from './outcome.ts';
import { promiseTold } from './reminder.ts';
import { securityTold } from './security.ts';
import { statusPost } from './status-post.ts';
import { incidentUpdate } from './update.ts';

export interface KeptProps {
  readonly incident: Incident;
  /** What is done outside, for messages that show it; else empty. */
  readonly work: readonly WorkRow[];
  /** Which of its alerts fire, for the card; else empty. */
  readonly firing: readonly number[];
  readonly policy: Policy;
  /** The event it tells of, for messages that tell of one. */
  readonly told: RecordedIncidentEvent | null;
  /** Its whole record, for messages that tell of a stretch of it; else empty. */
  readonly events: readonly RecordedIncidentEvent[];
  /** It stands among messages about other incidents, so it says which it is about. */
  readonly inRoom: boolean;
  /** Whose direct messages it stands in: a Slack id; `null`: it is for more than one. */
  readonly to: string | null;
}

const renderers = {
  card: ({ incident, work, firing, policy }) => {
    // The row that shows the card itself would never be seen done.
    const others = effectLines(work, incident.posted).filter((line) => line.kind !== 'card');
    return incidentCard({ incident, effects: others, firing, policy });
  },
  announcement: incidentAnnouncement,
  headline: incidentHeadline,
  outcome: incidentOutcome,
  update: incidentUpdate,
  notice: incidentNotice,
  access: accessAsked,
  granted: accessGranted,
  security: securityTold,
  reminder: promiseTold,
  miss: promiseTold,
  status: statusPost,
  duties: roleDuties,
} as const satisfies Record<MessageKind, (props: KeptProps) => Message>;

/** The kept message of this kind, from the newest state. The same state gives the same bytes. */
export function renderKept(kind: MessageKind, props: KeptProps): Message {
  return renderers[kind](props);
}
