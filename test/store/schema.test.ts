import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertSeverities, alertSources } from '#src/domain/alert/events.ts';
import { alertStatuses } from '#src/domain/alert/state.ts';
import { messageKinds } from '#src/domain/incident/events.ts';
import { statuses } from '#src/domain/incident/state.ts';
import { roomNames } from '#src/domain/policy.ts';
import { severities } from '#src/domain/severity.ts';
import { workStates } from '#src/ports/store.ts';
import { getTableColumns, getTableName, is, PgTable } from '#src/store/drizzle.ts';
import { migrate, pendingMigrations } from '#src/store/migrate.ts';
import * as schema from '#src/store/schema.ts';
import { openStore } from './open-store.ts';

let at: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  at = await openStore();
});
afterAll(() => at.close());

/** The migrator's own ledger. */
const ledger = 'migrations';

describe('the tables', () => {
  it('are what the queries think they are', async () => {
    const { rows } = await at.pool.query(
      `select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'app'::regnamespace and c.relkind = 'r' and a.attnum > 0 and c.relname <> $1`,
      [ledger],
    );
    const known = Object.values(schema)
      .filter((one) => is(one, PgTable))
      .flatMap((table) =>
        Object.values(getTableColumns(table)).map((column) => ({
          table: getTableName(table),
          column: column.name,
          type: column.getSQLType().replace('bigserial', 'bigint'),
          nullable: !column.notNull,
        })),
      );
    const sorted = (all: readonly { table: string; column: string }[]) =>
      all.toSorted((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`));
    expect(known.length).toBeGreaterThan(50);
    expect(sorted(known)).toEqual(sorted(rows));
  });

  it.each([
    ['incidents_status', statuses],
    ['incidents_severity', severities],
    ['alerts_source', alertSources],
    ['alerts_status', alertStatuses],
    ['alerts_severity', alertSeverities],
    ['outbox_state', workStates],
    ['messages_kind', messageKinds],
    ['messages_place_room', roomNames],
  ])('take exactly the closed list: %s', async (constraint, list) => {
    const { rows } = await at.pool.query(
      'select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1',
      [constraint],
    );
    const allowed = [...rows[0].text.matchAll(/'([^']+)'/g)].map((match) => match[1]);
    expect(allowed.toSorted()).toEqual(list.toSorted());
  });
});

describe('migrations', () => {
  it('are named while they wait, run once however many start them, and may be run again', async () => {
    const url = new URL(at.url);
    url.pathname = `${url.pathname}_migrate`;
    const name = url.pathname.slice(1);
    await at.pool.query(`create database ${name}`);
    expect(await pendingMigrations(url.href)).toEqual([
      'app 0000_first',
      'app 0001_anchors',
      'app 0002_everyday',
      'app 0003_captures',
      'app 0004_promises',
      'app 0005_paging',
      'app 0006_alerts',
      'app 0007_pages',
      'app 0008_verification',
      'app 0009_looking',
      'app 0010_one_paging',
      expect.stringMatching(/^bullmq 0 to \d+$/),
    ]);
    await Promise.all([migrate(url.href), migrate(url.href), migrate(url.href)]);
    expect(await pendingMigrations(url.href)).toEqual([]);
    await migrate(url.href);
    expect(await pendingMigrations(url.href)).toEqual([]);
    await at.pool.query(`drop database ${name}`);
  });

  it('have what waits for an alert under its former kind go on under the one it has now', async () => {
    await at.pool.query(
      `insert into app.outbox (id, kind, stream, payload, state, attempt, claims, turn, run_after, last, created_at)
       select 'alert-7.1.' || kind, kind, 'alert-7', '{"rung": 0}', 'ready', 0, 0, 1, 0, 'none', 0
       from unnest(array['pagerduty.page-alert', 'pagerduty.resolve-alert']) as kind`,
    );
    const file = new URL('../../src/store/migrations/0010_one_paging.sql', import.meta.url);
    await at.pool.query(await readFile(file, 'utf8'));
    const { rows } = await at.pool.query(`select id, kind from app.outbox where stream = 'alert-7' order by id`);
    expect(rows).toEqual([
      { id: 'alert-7.1.pagerduty.page-alert', kind: 'pagerduty.page' },
      { id: 'alert-7.1.pagerduty.resolve-alert', kind: 'pagerduty.resolve-alert' },
    ]);
  });
});
