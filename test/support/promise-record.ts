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

/**
 * The keys of the messages that one event of `all` asks for. An item of a checklist concerns its debtor alone, where there is one; the room hears once of
 * each miss, however far it climbs.
 */
export function asksFor(one: Recorded, _: number, all: readonly Recorded[]): readonly string[] {
  if (one.type === 'status-due') {
    return [one.data.digest ? `digest-${one.data.tick}` : `${one.stream}.status.${one.seq}.room`];
  }
  if (one.type !== 'obligation-told') return [];
  const { obligation, what, people } = one.data;
  const everybody = !obligation.startsWith('task.') || people.length === 0;
  const before = all.slice(0, all.indexOf(one));
  const heard = before.some(
    (other) =>
      other.type === 'obligation-told' &&
      other.stream === one.stream &&
      other.data.what === 'miss' &&
      other.data.obligation === obligation,
  );
  const rooms = everybody ? ['channel', ...(what === 'miss' && !heard ? ['room'] : [])] : [];
  return [...rooms, ...people].map((place) => `${one.stream}.${what}.${one.seq}.${place}`);
}

/** The events of one type in the record of an incident, oldest first, their data as `data` reads it. */
export async function eventsOf<Data extends z.ZodType>(databaseUrl: string, stream: string, type: string, data: Data) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    'select seq, at, data from app.events where stream = $1 and type = $2 order by seq',
    [stream, type],
  );
  await client.end();
  return z.array(z.object({ seq: z.int(), at: z.coerce.number(), data })).parse(rows);
}

const miss = z.object({
  kind: z.string(),
  dueAt: z.number(),
  missedAt: z.number(),
  reached: z.array(z.object({ name: z.string(), at: z.number() })),
});

/** Every rung that was told of missed promises of one kind, in minutes `since` a moment: `due 15: On-call engineer at 15`. */
export async function rungsTold(databaseUrl: string, stream: string, kind: string, since: number) {
  const misses = (await eventsOf(databaseUrl, stream, 'obligation-missed', miss)).filter(
    ({ data }) => data.kind === kind,
  );
  const minutes = (moment: number) => (moment - since) / minuteMs;
  return misses.flatMap(({ data }) =>
    data.reached.map(({ name, at }) => `due ${minutes(data.missedAt)}: ${name} at ${minutes(at)}`),
  );
}
