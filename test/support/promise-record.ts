import pg from 'pg';
import { z } from 'zod';

const minuteMs = 60_000;

const recorded = z.discriminatedUnion('type', [
  z.object({ ...common('declared'), data: z.unknown() }),
  z.object({
    ...common('obligation-missed'),
    data: z.object({
      kind: z.string(),
      missedAt: z.number(),
      reached: z.array(z.object({ rung: z.int(), at: z.number() })),
    }),
  }),
  z.object({
    ...common('obligation-told'),
    data: z.object({ obligation: z.string(), of: z.int(), what: z.string(), people: z.array(z.string()) }),
  }),
  z.object({ ...common('status-due'), data: z.object({ tick: z.number(), digest: z.boolean() }) }),
]);
export type Recorded = z.infer<typeof recorded>;

function common<Type extends string>(type: Type) {
  return { stream: z.string(), seq: z.int(), at: z.coerce.number(), type: z.literal(type) };
}

/** What the record of a database says of promises, oldest first. */
export async function promiseRecord(databaseUrl: string): Promise<readonly Recorded[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const types = recorded.options.map(({ shape }) => shape.type.value);
  const { rows } = await client.query(
    'select stream, seq, at, type, data from app.events where type = any($1) order by at, seq',
    [types],
  );
  await client.end();
  return z.array(recorded).parse(rows);
}

/** Every miss of an incident but those of checklists: when it was missed, and which rungs were reached when, in minutes since the declaration. */
export function missesIn(events: readonly Recorded[], stream: string): readonly object[] {
  const own = events.filter((one) => one.stream === stream);
  const since = own[0]?.at ?? Number.NaN;
  const minutes = (at: number) => (at - since) / minuteMs;
  return own.flatMap((one) => {
    if (one.type !== 'obligation-missed' || one.data.kind === 'task') return [];
    const { kind, missedAt, reached } = one.data;
    return [{ kind, missed: minutes(missedAt), rungs: reached.map(({ rung, at }) => [rung, minutes(at)]) }];
  });
}

/** The keys of the messages that one event asks for. An item of a checklist concerns its debtor alone, where there is one. */
export function asksFor(one: Recorded): readonly string[] {
  if (one.type === 'status-due') {
    return [one.data.digest ? `digest-${one.data.tick}` : `${one.stream}.status.${one.seq}.room`];
  }
  if (one.type !== 'obligation-told') return [];
  const { obligation, what, people } = one.data;
  const everybody = !obligation.startsWith('task.') || people.length === 0;
  const rooms = everybody ? ['channel', ...(what === 'miss' ? ['room'] : [])] : [];
  return [...rooms, ...people].map((place) => `${one.stream}.${what}.${one.seq}.${place}`);
}
