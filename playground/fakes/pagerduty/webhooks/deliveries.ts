import { randomUUID } from 'node:crypto';
import type { State } from '#playground/fakes/pagerduty/state.ts';
import type { Happening } from '#playground/fakes/pagerduty/world.ts';
import type { Posted } from '#playground/post.ts';
import { type Delivery, outcomeOf, waitAfter } from './delivery.ts';
import { eventBody } from './event-body.ts';
import { createSender, type Webhook } from './sender.ts';
import { countDrop, isTold } from './subscription.ts';

/** Webhooks on their way: those of one incident one after the other, in order, each until it is taken or given up. */
export interface Deliveries {
  add(happening: Happening): void;
  /** Sends what is due by now; resolves when nothing is on its way any more. */
  runDue(): Promise<void>;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  /** How often something set out or came back so far. */
  moves(): number;
  /** When the next one is due (clock, ms). */
  nextDue(): number | null;
  /** Keeps everything back. */
  hold(): void;
  /** Lets go of what was kept back. `reversed`: the newest first, whatever it is about. */
  release(order: 'kept' | 'reversed'): void;
  /** Throws away whatever waits; `become`: what is said of it. */
  clear(become: 'dropped' | 'lost'): void;
  /** Sends one once more, at once. `null`: there is none of this id. */
  repeat(id: string): Promise<Delivery | null>;
  signAlsoWith(secret: string | null): void;
  /** Every one so far, oldest first. */
  all(): readonly Delivery[];
}

export function createDeliveries(deps: {
  readonly state: State;
  readonly now: () => number;
  readonly webhook: Webhook;
  readonly changed: () => void;
}): Deliveries {
  const { state, now, changed } = deps;
  const { subscription } = state;
  const sender = createSender(deps.webhook, subscription.id);
  const all: Delivery[] = [];
  const running = new Set<string>();
  const under = new Set<Promise<unknown>>();
  let isHeld = false;
  let wasEverTaken = false;
  let moves = 0;
  let lastTurn = 0;

  const waiting = () => all.filter(({ state }) => state === 'waiting').toSorted((one, other) => one.turn - other.turn);
  const headOf = (lane: string) => waiting().find((one) => one.lane === lane);
  const nextTurn = () => {
    lastTurn += 1;
    return lastTurn;
  };

  async function send(delivery: Delivery): Promise<Posted> {
    moves += 1;
    const at = new Date(now()).toISOString();
    const posted = await sender.send(delivery);
    moves += 1;
    delivery.tries.push({ at, outcome: outcomeOf(posted) });
    if (posted.kind === 'answered') {
      delivery.state = 'delivered';
      subscription.drops = 0;
      wasEverTaken = true;
    }
    changed();
    return posted;
  }

  async function sendInTurn(delivery: Delivery): Promise<void> {
    const posted = await send(delivery);
    // It may have been thrown away meanwhile.
    if (posted.kind === 'answered' || delivery.state !== 'waiting') return;
    delivery.failures += 1;
    const wait = waitAfter(posted, delivery.failures);
    if (wait === null) drop(delivery, posted);
    else delivery.due = now() + wait;
  }

  function drop(delivery: Delivery, posted: Posted): void {
    delivery.state = 'dropped';
    // A bot that has no such place and never took any does not listen at all: that is no reason to be silent once it does.
    const isDeaf = !wasEverTaken && outcomeOf(posted) === 'http_404';
    if (!isDeaf && countDrop(subscription, now())) clear('dropped');
  }

  function clear(become: 'dropped' | 'lost'): void {
    for (const one of waiting()) one.state = become;
  }

  function start(lane: string): void {
    if (running.has(lane)) return;
    running.add(lane);
    track(run(lane));
  }

  async function run(lane: string): Promise<void> {
    for (let next = headOf(lane); next !== undefined && !isHeld && next.due <= now(); next = headOf(lane))
      await sendInTurn(next);
    running.delete(lane);
  }

  function track(work: Promise<unknown>): void {
    under.add(work);
    void work.finally(() => under.delete(work));
  }

  async function idle(): Promise<void> {
    while (under.size > 0) await Promise.all(under);
  }

  function startAll(): void {
    for (const { lane } of waiting()) start(lane);
  }

  return {
    add(happening) {
      const { incident, type } = happening;
      const body = eventBody(state, happening);
      const become = isTold(subscription, now()) ? 'waiting' : 'dropped';
      const turn = { lane: incident, turn: nextTurn(), due: now(), failures: 0 };
      all.push({ id: randomUUID(), incident, type, body, tries: [], state: become, ...turn });
      start(incident);
    },
    async runDue() {
      startAll();
      await idle();
    },
    idle,
    moves: () => moves,
    nextDue: () => {
      const heads = isHeld ? [] : [...new Set(waiting().map(({ lane }) => lane))].flatMap((lane) => headOf(lane) ?? []);
      return heads.length === 0 ? null : Math.min(...heads.map(({ due }) => due));
    },
    hold() {
      isHeld = true;
    },
    release(order) {
      isHeld = false;
      const lane = randomUUID();
      if (order === 'reversed')
        for (const one of waiting().toReversed()) Object.assign(one, { lane, turn: nextTurn(), due: now() });
      startAll();
    },
    clear,
    async repeat(id) {
      const found = all.find((one) => one.id === id);
      if (found === undefined) return null;
      const work = send(found);
      track(work);
      await work;
      return found;
    },
    signAlsoWith: sender.signAlsoWith,
    all: () => [...all],
  };
}
