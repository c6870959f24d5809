import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deeds, resolveIncident } from './deeds.ts';
import { openWorlds, type World, type Worlds } from './world.ts';
import { ringingIn, wrongIn } from './wrong.ts';

/**
 * Alerts, the incidents they become, and their pages in PagerDuty, in orders that nobody thought of: everybody does something, whatever is told comes late,
 * twice or never, and what we do fails before or after it took effect, or something else happens in the middle of it. A failure tells its story, of as few
 * deeds as still make it fail. Longer: `RUNS=2000`, and with another `SEED` other orders.
 */

const runs = Number(process.env['RUNS'] ?? 60);
const seed = process.env['SEED'];
/** Where a failure is made short, it may take so long (ms). */
const mostShrinkingMs = 120_000;

let worlds: Worlds;
beforeAll(async () => {
  worlds = await openWorlds();
});
afterAll(() => worlds.close());

const anyDeed = fc.oneof(
  ...Object.entries(deeds).map(([name, { weight }]) => ({ arbitrary: fc.constant(name), weight })),
);
const anyStep = fc.record({ deed: anyDeed, n: fc.nat({ max: 11 }), m: fc.nat({ max: 11 }) });
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never;

/** Nothing happens before something fires. */
const anyLife = fc
  .tuple(anyStep, fc.array(anyStep, { minLength: 10, maxLength: 50, size: 'max' }))
  .map(([first, steps]): readonly Step[] => [{ ...first, deed: 'an alert fires' }, ...steps]);

/** Takes the next step, and with it those that happen in the middle of it. */
async function takeNext(world: World, left: Step[]): Promise<void> {
  const next = left.shift();
  if (!next) return;
  const { deed, n, m } = next;
  world.begins(deed);
  await deeds[deed]?.take(world, { n, m }, () => takeNext(world, left));
}

/** What is wrong half-way and in the end, each time everything has happened that can happen by itself, and once all of it is over. */
async function live(world: World, steps: readonly Step[]): Promise<readonly string[]> {
  const half = Math.ceil(steps.length / 2);
  const wrong: string[] = [];
  for (const left of [steps.slice(0, half), steps.slice(half)]) {
    while (left.length > 0) await takeNext(world, left);
    world.begins('everything happens that can happen by itself');
    // What happens on both sides within moments counts as the same until PagerDuty is asked, which this does.
    await world.settle();
    wrong.push(...(await wrongIn(world)));
  }
  world.begins('all of it is over');
  for (const { group, id } of world.alertmanager.firing()) await world.alertmanager.ends(group, id);
  for (const { number } of await world.incidents()) await resolveIncident(world, number);
  await world.settle();
  return [...new Set([...wrong, ...ringingIn(world)])];
}

it('whatever happens in whatever order, somebody is called while it is due, and nobody once all is over', {
  timeout: 60_000 + mostShrinkingMs + runs * 3_000,
}, async () => {
  const property = fc.asyncProperty(anyLife, async (steps) => {
    const world = await worlds.begin();
    const wrong = await live(world, steps).catch((error: unknown) => [String(error)]);
    if (wrong.length > 0) throw new Error([...wrong, await world.story()].join('\n'));
  });
  await fc.assert(property, {
    numRuns: runs,
    ...(seed !== undefined && { seed: Number(seed) }),
    interruptAfterTimeLimit: mostShrinkingMs + runs * 3_000,
  });
  const findings: unknown[] = [];
  await worlds.audit((finding) => findings.push(finding));
  expect(findings, 'what is kept is what its record says').toEqual([]);
});
