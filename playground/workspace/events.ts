import type { Answer, Delivery, Transport } from './deliver.ts';
import { hears, mentionIn } from './hearing.ts';
import { type Channel, isShared, type Json, nextId, type State } from './state.ts';

/** The events our app asks Slack for; what else happens it never hears of. */
export const defaultEvents: readonly string[] = [
  'app_home_opened',
  'app_mention',
  'channel_archive',
  'channel_left',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
];

/** Slack tries an event again at once, after a minute and after five more; clock milliseconds. */
const retryDelays = [0, 60_000, 300_000];

export interface Events {
  /** Sends an event on its way, if the app hears of it. */
  publish(event: Json, channel: Channel | null): void;
  /** Everything published inside `work` goes out `times` times, the same each time; the answers to the first tries. */
  repeating(times: number, work: () => void): Promise<readonly Answer[]>;
  /** Tries again what is due by now; resolves when those tries are over. */
  runDue(): Promise<void>;
  /** Resolves when no delivery is on its way. */
  idle(): Promise<void>;
  /** How many tries have set out so far. */
  tries(): number;
}

interface Late {
  readonly due: number;
  readonly payload: Json;
  readonly num: number;
  readonly reason: string;
}

export function createEvents(deps: {
  readonly state: State;
  readonly now: () => number;
  readonly transport: Transport;
  readonly subscribed: readonly string[];
  readonly scopes: { has(scope: string): boolean };
}): Events {
  const { state, now, transport } = deps;
  const under = new Set<Promise<Answer>>();
  let late: readonly Late[] = [];
  let tries = 0;
  let times = 1;
  let gathering: Promise<Answer>[] | null = null;

  async function attempt(payload: Json, retry?: { readonly num: number; readonly reason: string }): Promise<Answer> {
    const delivery: Delivery = { kind: 'events_api', payload, ...(retry === undefined ? {} : { retry }) };
    const answer = await transport.deliver(delivery);
    if (answer.kind === 'answered') return answer;
    const num = retry?.num ?? 0;
    const reason = reasonOf(answer);
    const wait = retryDelays[num];
    if (wait === undefined) return answer;
    if (wait === 0) await attempt(payload, { num: num + 1, reason });
    else late = [...late, { due: now() + wait, payload, num: num + 1, reason }];
    return answer;
  }

  function track(work: Promise<Answer>): void {
    tries += 1;
    under.add(work);
    gathering?.push(work);
    void work.finally(() => under.delete(work));
  }

  async function idle(): Promise<void> {
    while (under.size > 0) await Promise.all(under);
  }

  return {
    publish(event, channel) {
      for (const one of [event, mentionIn(state, event)]) {
        if (one === null || !hears(deps, one, channel)) continue;
        const payload = eventPayload(state, one, channel, now());
        for (let copy = 0; copy < times; copy += 1) track(attempt(payload));
      }
    },
    async repeating(count, work) {
      const gathered: Promise<Answer>[] = [];
      times = count;
      gathering = gathered;
      try {
        work();
      } finally {
        times = 1;
        gathering = null;
      }
      return Promise.all(gathered);
    },
    async runDue() {
      const due = late.filter((retry) => retry.due <= now());
      late = late.filter((retry) => retry.due > now());
      for (const { payload, num, reason } of due) track(attempt(payload, { num, reason }));
      await idle();
    },
    idle,
    tries: () => tries,
  };
}

function reasonOf(answer: Exclude<Answer, { kind: 'answered' }>): string {
  const reasons = { timeout: 'http_timeout', unreachable: 'connection_failed', refused: 'http_error' } as const;
  return reasons[answer.kind];
}

function eventPayload(state: State, event: Json, channel: Channel | null, now: number): Json {
  const { team } = state;
  const who = { team_id: team.id, user_id: team.botUserId, enterprise_id: null };
  return {
    token: 'playground',
    team_id: team.id,
    api_app_id: team.appId,
    event,
    type: 'event_callback',
    event_id: nextId(state, 'Ev'),
    event_time: Math.floor(now / 1000),
    authorizations: [{ ...who, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: channel !== null && isShared(state, channel),
    event_context: `4-${team.id}`,
  };
}
