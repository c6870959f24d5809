import type { BotEffect } from '#src/domain/bot-effects.ts';
import { type EffectOf, effectsFrom, type Wanted as WantedOf } from '#src/domain/effect.ts';
import { isInSlack } from '#src/domain/people.ts';
import { captureOf } from './captures.ts';
import { pagingEffects } from './effects/paging.ts';
import type { RecordedIncidentEvent } from './events.ts';
import { type Incident, involvedIn, ownChannel } from './state.ts';

/** What the bot does outside for an incident; the part before the dot is the lane it waits in. */
export const effectKinds = [
  'slack.open-channel',
  'slack.adopt-channel',
  'slack.set-topic',
  'slack.invite',
  'slack.find-security',
  'slack.find-debtors',
  'slack.find-responders',
  'slack.pin-card',
  'slack.read-message',
  'slack.read-members',
  'slack.export',
  'mail.tell-security',
  'pagerduty.page',
  'pagerduty.acknowledge',
  'pagerduty.resolve',
  'pagerduty.reopen',
  'pagerduty.resolve-spare',
  'pagerduty.set-severity',
  'pagerduty.note',
  'pagerduty.ask',
  'pagerduty.identify',
  'checks.assess',
] as const;
export type EffectKind = (typeof effectKinds)[number];

/** What must now happen outside because of one event. `after` is the state with the event folded in. */
export function effectsOf(
  recorded: RecordedIncidentEvent,
  after: Incident,
): readonly (EffectOf<EffectKind> | BotEffect)[] {
  const { event } = recorded;
  if (event.type === 'status-due') return event.data.digest ? [digestOf(event.data.tick)] : [];
  return effectsFrom(recorded, [...wanted(recorded, after), ...pagingEffects(recorded, after)], (kind, payload) =>
    orderKeyOf(kind, recorded.stream, payload),
  );
}

/** One for all incidents of the same tick, whichever comes first. */
export function digestOf(tick: number): BotEffect {
  const stream = `digest-${tick}`;
  const kind = 'slack.post-digest';
  return { id: `${stream}.${kind}`, kind, stream, payload: { tick }, orderKey: 'digests' };
}

const unordered: ReadonlySet<string> = new Set<EffectKind>(['pagerduty.identify', 'pagerduty.resolve-spare']);

function orderKeyOf(kind: EffectKind, stream: string, payload: EffectOf['payload']): string | null {
  if (kind === 'slack.set-topic') return `${stream}.topic`;
  // PagerDuty sees what happens to one incident in the order in which it happened; a note or a request to join that does not come through keeps nobody
  // from being called, and no acknowledgement from being heard there.
  if (kind === 'pagerduty.note') return `${stream}.pagerduty.notes`;
  if (kind === 'pagerduty.set-severity') return `${stream}.pagerduty.severity`;
  if (kind === 'pagerduty.ask') return `${stream}.pagerduty.asks`;
  if (kind.startsWith('pagerduty.') && !unordered.has(kind)) return `${stream}.pagerduty`;
  // Two incidents may want the same channel: the second must see that the first has it.
  return kind === 'slack.adopt-channel' ? `adopt.${payload['channel']}` : null;
}

export type Wanted = WantedOf<EffectKind>;

function wanted({ event, seq }: RecordedIncidentEvent, after: Incident): readonly Wanted[] {
  switch (event.type) {
    case 'declared': {
      const channel = event.v === 2 ? event.data.channel : null;
      const place: Wanted = channel === null ? ['slack.open-channel', {}] : ['slack.adopt-channel', { channel }];
      const told: readonly Wanted[] = after.restricted ? [['mail.tell-security', {}]] : [];
      return [place, ...told];
    }
    case 'channel-not-adopted':
      return [['slack.open-channel', {}]];
    case 'channel-opened':
    case 'channel-adopted':
      return [...invited(involvedIn(after), after), ...topic(after), ...security(after)];
    case 'channel-entered':
      return members(after);
    case 'channel-exposed':
      // What we saw ourselves may have changed while we looked; of what Slack tells we hear when it changes.
      return event.v === 1 ? members(after) : [];
    case 'message-posted':
      return event.data.message === 'card'
        ? [['slack.pin-card', { channel: event.data.channel, ts: event.data.ts }]]
        : [];
    case 'resolve-requested':
      return [['checks.assess', {}]];
    case 'channel-hidden':
    case 'resolved':
    case 'status-changed':
    case 'severity-changed':
    case 'reopened':
    case 'cancelled':
    case 'closed':
    case 'merged':
    case 'unmerged':
      return topic(after);
    case 'acknowledged':
    case 'access-granted':
    case 'person-recognised':
      return invited([event.data.person], after);
    case 'follow-up-added':
    case 'follow-up-changed':
      // Whoever is to do something for a private incident must be able to read what it is about.
      return after.restricted && event.data.owner !== null ? invited([event.data.owner], after) : [];
    case 'role-assigned':
      return event.data.person === null ? [] : invited([event.data.person], after);
    case 'responders-told':
    case 'merge-received':
    case 'security-found':
      return invited(event.data.people, after);
    case 'capture-requested': {
      const { channel, ts, thread } = event.data;
      const capture = captureOf(after, event.data);
      const holders = (capture?.pinnedBy.length ?? 0) + (capture?.byShortcut ? 1 : 0);
      return holders > 1 ? [] : [['slack.read-message', { channel, ts, thread }]];
    }
    case 'obligation-reminded':
    case 'obligation-missed':
      return [['slack.find-debtors', { of: seq }]];
    case 'export-requested':
      return [['slack.export', { channel: after.channel?.id ?? null }]];
    default:
      return [];
  }
}

function invited(people: readonly string[], { channel }: Incident): readonly Wanted[] {
  if (channel === null) return [];
  return people.filter(isInSlack).map((person) => ['slack.invite', { channel: channel.id, person }]);
}

function members({ channel }: Incident): readonly Wanted[] {
  return channel ? [['slack.read-members', { channel: channel.id }]] : [];
}

/** A channel that was there before keeps the topic people gave it. */
function topic(incident: Incident): readonly Wanted[] {
  const channel = ownChannel(incident);
  return channel && !channel.adopted ? [['slack.set-topic', { channel: channel.id }]] : [];
}

/** Runbook 000: security-sensitive issues go to the security contact, so its people are part of the room. */
function security({ channel, restricted }: Incident): readonly Wanted[] {
  return channel && restricted ? [['slack.find-security', {}]] : [];
}
