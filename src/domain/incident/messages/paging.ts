import type { EffectFailed } from '#src/domain/effect.ts';
import type { EffectKind } from '#src/domain/incident/effects.ts';
import type { MessageKind, RecordedIncidentEvent } from '#src/domain/incident/events.ts';
import { type Incident, mayBeTold } from '#src/domain/incident/state.ts';
import type { KeptMessage } from '#src/domain/kept-message.ts';
import type { PageChanged, PageChangedV1, RespondersPaged, RespondersPagedV1 } from '#src/domain/paging/events.ts';
import { isLate } from '#src/domain/paging/evolve.ts';
import { tell } from './telling.ts';

/**
 * What the incident's channel hears of what happens in PagerDuty. An acknowledgement there is told as any other; what is told when something newer is
 * known would only confuse.
 */
export function pageToldHere(
  news: PageChangedV1 | PageChanged,
  before: Pick<Incident, 'page'> | null,
): MessageKind | null {
  const page = before?.page;
  if (news.echo || (page && isLate(page, news))) return null;
  switch (news.what) {
    case 'escalated':
    case 'delegated':
    case 'reassigned':
    case 'resolved':
    case 'reopened':
    case 'responder-replied':
    case 'merged':
    case 'deleted':
      return 'notice';
    default:
      return null;
  }
}

const relied: ReadonlySet<string> = new Set<EffectKind>([
  'pagerduty.page',
  'pagerduty.ask',
  'pagerduty.reopen',
  'pagerduty.acknowledge',
  'pagerduty.resolve',
]);

/** People rely on whom PagerDuty calls: that it did not is not only for who looks at the card. */
export function failureToldHere({ kind }: EffectFailed): MessageKind | null {
  return relied.has(kind) ? 'notice' : null;
}

/** Whoever asked for them waits for people whose phones never rang. */
export function pagedTooToldHere({ missing, unable }: RespondersPaged | RespondersPagedV1): MessageKind | null {
  return missing.length > 0 || unable ? 'notice' : null;
}

/** Whoever is asked to join in hears of it directly, with why. */
export function toldOfAsking({ event }: RecordedIncidentEvent, after: Incident): readonly KeptMessage[] {
  if (event.type !== 'responders-told') return [];
  const { of, people } = event.data;
  return people
    .filter((person) => mayBeTold(after, person))
    .map((person) => tell(after, { kind: 'notice', of }, person, { person }));
}
