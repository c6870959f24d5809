import type { Gesture } from '#src/define.ts';
import type { PersonActor } from '#src/domain/people.ts';
import type { Deps } from '#src/ports/deps.ts';
import { actorOf, lookUp } from './actor.ts';
import type { Delay } from './delay.ts';
import type { Job } from './job.ts';

const via: Readonly<Record<Job['type'] | 'menu', string>> = {
  command: 'slack:command',
  action: 'slack:button',
  submission: 'slack:modal',
  shortcut: 'slack:shortcut',
  mention: 'slack:mention',
  menu: 'slack:menu',
};

interface Doing extends Pick<Job, 'person' | 'channel' | 'delivery'> {
  readonly type: keyof typeof via;
}

/** Where what is to be done later is kept until then. */
export type Later = Gesture['later'];

/** What a door sees of what somebody does. The person is looked up when first asked for, and once. */
export function gestureOf(job: Doing, deps: Deps, requestId: string, wait: Delay, later: Later): Gesture {
  let known: PersonActor | null = null;
  return {
    deps,
    async actor() {
      known ??= await actorOf(job.person, via[job.type], deps, wait);
      return known;
    },
    async know(person) {
      await lookUp(person, deps, wait);
    },
    person: job.person,
    delivery: job.delivery,
    channel: job.channel,
    requestId,
    later,
  };
}
