import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { evolve as evolveAlert } from '#src/domain/alert/evolve.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { evolve } from '#src/domain/incident/evolve.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Recorded } from '#src/domain/recorded.ts';
import { actor } from '#src/store/shapes/actor.ts';
import { alertEvent } from '#src/store/shapes/alert-event.ts';
import { incidentEvent } from '#src/store/shapes/incident-event.ts';

const folder = 'test/fixtures/streams';
const files = await readdir(folder);

/** What each kind of file holds, and what today's `evolve` makes of it. */
const kinds = {
  incident: {
    shape: incidentEvent,
    state: async (file: string) => (await streamIn(file, incidentEvent)).reduce<Incident | null>(evolve, null),
  },
  alert: {
    shape: alertEvent,
    state: async (file: string) => (await streamIn(file, alertEvent)).reduce<Alert | null>(evolveAlert, null),
  },
};

async function streamIn<Event>(file: string, event: z.ZodType<Event>): Promise<readonly Recorded<Event>[]> {
  const stream = z.string();
  const recorded = z.object({ stream, seq: z.int(), event, actor, at: z.number(), policyHash: z.string() });
  return z.array(recorded).parse(JSON.parse(await readFile(`${folder}/${file}`, 'utf8')));
}

function named({ type, v }: { readonly type: { readonly value: string }; readonly v: { readonly value: number } }) {
  return `${type.value} ${v.value}`;
}

it.each(files)('%s is read as it was meant', async (file) => {
  const kind = file.startsWith('alert-') ? kinds.alert : kinds.incident;
  expect(await kind.state(file)).toMatchSnapshot();
});

it.each(['incident', 'alert'] as const)('every event there ever was of an %s stands in one of them', async (kind) => {
  const { shape } = kinds[kind];
  const own = files.filter((file) => file.startsWith(`${kind}-`));
  const streams = await Promise.all(own.map((file) => streamIn(file, z.object({ type: z.string(), v: z.int() }))));
  const met = new Set(streams.flat().map(({ event }) => `${event.type} ${event.v}`));
  const known = shape.options.flatMap((option) =>
    'options' in option ? option.options.map((one) => named(one.shape)) : [named(option.shape)],
  );
  expect([...met].sort()).toEqual(known.sort());
});
