import { nextMorning } from '#src/domain/calendar.ts';
import { loadPolicy } from '#src/policy.ts';
import type { PlaygroundBench } from './playground-bench.ts';
import { incidentsIn } from './talk.ts';

const { calendar } = await loadPolicy({ path: 'apgms.yaml', vars: {} });

/** What becomes of looking, every morning, at who is called. */
export function morningsIn(bench: PlaygroundBench) {
  const { slack, logged } = bench;
  const act = incidentsIn(bench);
  /** What stands of it in the daily room. */
  const posts = async () =>
    (await slack.posts('apgms-ops'))
      .filter(({ text }) => text.startsWith('On-call, looked at'))
      .map(({ text }) => text);
  const next = async () => nextMorning(calendar, await act.now());
  const begins = async (offset = 0) => act.moveTo((await next()) + offset);
  return {
    posts,
    next,
    /** The bot's log says what was found, once for each day it looked. */
    found: () => [...logged().matchAll(/"findings":\[([^\]]*)\],"msg":"on-call verified"/g)].map(([, kinds]) => kinds),
    /** Time goes by until the next one, and what it brings by itself happens. */
    begins,
    /** What is posted when it begins and in the `ms` after that. */
    async brings(ms = 0): Promise<readonly string[]> {
      const before = (await posts()).length;
      await begins();
      if (ms > 0) await act.moveTo((await act.now()) + ms);
      return (await posts()).slice(before);
    },
  };
}
