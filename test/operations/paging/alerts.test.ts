import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from './pager-model.ts';
import type { DeedThere } from './pagerduty-model.ts';
import { minute, openWorlds, type World, type Worlds } from './world.ts';

let worlds: Worlds;
beforeAll(async () => {
  worlds = await openWorlds();
});
afterAll(() => worlds.close());

/** A world in which a critical alert fires, and how the call for it went. */
async function firing(fault: Fault = 'none') {
  const world = await worlds.begin();
  await world.alertmanager.fires('g1', 'a', 'critical');
  const [call] = await world.rows('due');
  if (call === undefined) throw new Error('nobody is called');
  await world.run(call, fault);
  return world;
}

/** Somebody does something to its newest page there, of which PagerDuty tells unless that is lost. */
function does({ pagerDuty }: World, who: string, deed: DeedThere, tells: 'told' | 'lost'): void {
  const page = pagerDuty.pages.at(-1);
  if (!page) throw new Error('there is no page');
  pagerDuty.do(page, deed, who);
  if (tells === 'lost') pagerDuty.untold.splice(0);
}

const statuses = ({ pagerDuty }: World) => pagerDuty.pages.map(({ status }) => status);

describe('an alert whose page was opened, although the answer to that was lost', () => {
  it('and resolved there unheard before the whole path was climbed, is not the end of it', async () => {
    const world = await firing('lost after');
    does(world, 'PBEN', 'resolve', 'lost');
    await world.pass(16 * minute);
    await world.settle();
    await world.pass(60 * minute);
    await world.settle();
    expect(statuses(world)).toEqual(['resolved', 'triggered']);
  });

  it('and that fires again after somebody had taken it on there, calls somebody', async () => {
    const world = await firing('lost after');
    does(world, 'PANA', 'acknowledge', 'told');
    await world.alertmanager.ends('g1', 'a');
    await world.alertmanager.fires('g1', 'a', 'critical');
    await world.settle();
    expect(statuses(world).at(-1)).toBe('triggered');
  });
});

it.each(['told', 'lost'] as const)('whom others are called for there has it in hand no more: %s', async (tells) => {
  const world = await firing();
  await world.settle();
  does(world, 'PANA', 'acknowledge', 'told');
  await world.settle();
  does(world, 'PBEN', 'reassign', tells);
  await world.settle();
  expect(await world.alerts()).toMatchObject([{ acknowledged: null, page: { status: 'triggered' } }]);
});

it('every rung that was due before it is told that the page is over there is called', async () => {
  const world = await firing();
  await world.settle();
  does(world, 'PANA', 'resolve', 'told');
  const late = world.pagerDuty.untold.splice(0);
  for (const _ of ['Secondary', 'Engineering Manager']) {
    await world.pass(5 * minute);
    for (let [row] = await world.rows('due'); row !== undefined; [row] = await world.rows('due')) await world.run(row);
  }
  world.pagerDuty.untold.push(...late);
  await world.settle();
  expect(world.pagerDuty.reached.map(({ user }) => user)).toEqual(expect.arrayContaining(['PBEN', 'PDORA']));
});

it('the next rung is called when it is due where PagerDuty took no page for good', async () => {
  const world = await firing('refused');
  await world.settle();
  expect(statuses(world)).toEqual([]);
  await world.pass(6 * minute);
  await world.settle();
  expect(world.pagerDuty.pages.map(({ status, assignees }) => [status, ...assignees])).toEqual([['triggered', 'PBEN']]);
});
