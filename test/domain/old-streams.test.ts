import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { actor } from '#src/store/shapes/actor.ts';
import { incidentEvent } from '#src/store/shapes/incident-event.ts';

const folder = 'test/fixtures/streams';
const stream = z.array(
  z.object({
    stream: z.string(),
    seq: z.int(),
    event: incidentEvent,
    actor,
    at: z.number(),
    policyHash: z.string(),
  }),
);

async function streamIn(file: string) {
  return stream.parse(JSON.parse(await readFile(`${folder}/${file}`, 'utf8')));
}

it.each(await readdir(folder))('%s is read as it was meant', async (file) => {
  let state: Incident | null = null;
  for (const recorded of await streamIn(file)) state = evolve(state, recorded);
  expect(state).toMatchSnapshot();
});

function named({ type, v }: { readonly type: { readonly value: string }; readonly v: { readonly value: number } }) {
  return `${type.value} ${v.value}`;
}

it('every event there ever was stands in one of them', async () => {
  const files = await Promise.all((await readdir(folder)).map(streamIn));
  const met = new Set(files.flat().map(({ event }) => `${event.type} ${event.v}`));
  const known = incidentEvent.options.flatMap((option) =>
    'options' in option ? option.options.map(({ shape }) => named(shape)) : [named(option.shape)],
  );
  expect([...met].sort()).toEqual(known.sort());
});
