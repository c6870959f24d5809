import type { CallLine } from '#playground/answer-call.ts';
import { originOf } from '#playground/workspace/http.ts';
import type { Mounted } from '#playground/workspace/serve.ts';
import { answerRest } from './rest/answer-rest.ts';
import { botEmail, defaultSeed } from './seed.ts';
import { createState } from './state.ts';
import type { World } from './world.ts';

export interface PagerDuty extends Mounted {
  /** For the bot's `PAGERDUTY_API_TOKEN`. */
  readonly token: string;
  /** For its `PAGERDUTY_FROM_EMAIL`. */
  readonly fromEmail: string;
}

export interface PagerDutyOptions {
  /** What goes wrong and what is written down; calls are those of vendor `pagerduty`. */
  readonly line: CallLine;
  readonly clock: { now(): number };
  /** Something is otherwise on somebody's screen. */
  readonly changed?: () => void;
}

/** A small, strict, stateful PagerDuty for one account: its REST API under `/pagerduty`. */
export function openPagerDuty({ line, clock, changed = () => undefined }: PagerDutyOptions): PagerDuty {
  const now = () => clock.now();
  const state = createState(defaultSeed, now());
  const world: World = { state, now, publish: () => undefined, changed };
  const token = 'playground-pagerduty-token';

  return {
    token,
    fromEmail: botEmail,
    async handle(request, response) {
      const origin = originOf(request);
      const { pathname } = new URL(request.url ?? '/', origin);
      if (!pathname.startsWith('/pagerduty/')) return false;
      state.site = origin;
      await answerRest({ world, line, token }, request, response);
      return true;
    },
  };
}
