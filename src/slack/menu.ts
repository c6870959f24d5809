import type { Choices, Gesture } from '#src/define.ts';
import type { Deps } from '#src/ports/deps.ts';
import { option } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import { Outsider } from './actor.ts';
import { type Delay, within } from './delay.ts';
import { gestureOf } from './gesture.ts';
import type { Answered } from './job.ts';
import type { SlackTelemetry } from './telemetry.ts';

/** Slack waits 3 s, and shows people an error then; an empty menu says the same more quietly. */
const answerWithinMs = 2_500;

/** A menu that asks for its choices. */
export interface Menu {
  readonly type: 'menu';
  /** Its action id, for logs. */
  readonly name: string;
  readonly person: string;
  readonly channel: string | null;
  readonly delivery: string;
  run(gesture: Gesture): Promise<Choices>;
}

/** A menu only reads. */
function nothingLater(): never {
  throw new Error('a menu does nothing but answer');
}

/** Answers with what there is to choose: nothing when that cannot be found out in time. Never throws. */
export async function serveMenu(
  menu: Menu,
  {
    deps,
    telemetry,
    wait,
  }: { readonly deps: Deps; readonly telemetry: Pick<SlackTelemetry, 'delivered'>; readonly wait: Delay },
): Promise<Answered> {
  const requestId = deps.ids.next();
  const log = deps.log.child({ requestId, type: menu.type, name: menu.name });
  const began = deps.wall.now();

  function ended(result: string): void {
    telemetry.delivered(menu.type, result, deps.wall.now() - began);
    if (result === 'late') log.warn({}, 'a menu stays empty: its choices did not come in time');
  }

  async function chosen(): Promise<Choices | 'outsider' | 'fault'> {
    try {
      return await menu.run(gestureOf(menu, { ...deps, log }, requestId, wait, nothingLater));
    } catch (error) {
      if (error instanceof Outsider) return 'outsider';
      log.error({ err: error, fault: requestId }, 'a menu stays empty: its choices could not be read');
      return 'fault';
    }
  }

  const choices = await within(chosen(), answerWithinMs, wait);
  if (choices === null || typeof choices === 'string') {
    ended(choices ?? 'late');
    return { answer: { options: [] } };
  }
  ended('answered');
  const shown = choices.options.filter(({ text }) => text.trim() !== '').slice(0, limits.options);
  return { answer: { options: shown.map(({ text, value }) => option(text, value)) } };
}
