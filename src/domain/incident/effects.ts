import type { RecordedIncidentEvent } from './events.ts';
import type { Incident } from './state.ts';

/** Something to do outside, once. */
export interface Effect {
  /** `inc-42.7.slack.pin`: the same event always gives the same ids. */
  readonly id: string;
  readonly kind: EffectKind;
  readonly stream: string;
  readonly payload: Readonly<Record<string, string | number | boolean>>;
  /** Effects of one key go out one after the other, oldest first. */
  readonly orderKey: string | null;
}

/** What the bot does outside for an incident; the part before the dot is the lane it waits in. */
export const effectKinds = [
  'slack.open-channel',
  'slack.set-topic',
  'slack.invite',
  'slack.pin-card',
  'checks.assess',
] as const;
export type EffectKind = (typeof effectKinds)[number];

/** What must now happen outside because of one event. `after` is the state with the event folded in. */
export function effectsOf(recorded: RecordedIncidentEvent, after: Incident): readonly Effect[] {
  return wanted(recorded, after).map(([kind, payload]) => ({
    id: `${recorded.stream}.${recorded.seq}.${kind}`,
    kind,
    stream: recorded.stream,
    payload,
    orderKey: kind === 'slack.set-topic' ? `${recorded.stream}.topic` : null,
  }));
}

function wanted({ event }: RecordedIncidentEvent, after: Incident): readonly [EffectKind, Effect['payload']][] {
  switch (event.type) {
    case 'declared':
      return [['slack.open-channel', {}]];
    case 'channel-opened':
      return [
        ['slack.invite', { channel: event.data.channel, person: after.reporter }],
        ['slack.set-topic', { channel: event.data.channel }],
      ];
    case 'message-posted':
      return event.data.message === 'card'
        ? [['slack.pin-card', { channel: event.data.channel, ts: event.data.ts }]]
        : [];
    case 'resolve-requested':
      return [['checks.assess', {}]];
    case 'resolved':
      return after.channel ? [['slack.set-topic', { channel: after.channel.id }]] : [];
    default:
      return [];
  }
}
