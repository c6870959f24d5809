import { alertSeverities, alertSources } from '#src/domain/alert/events.ts';
import { alertStatuses } from '#src/domain/alert/state.ts';
import { messageKinds } from '#src/domain/incident/events.ts';
import { statuses } from '#src/domain/incident/state.ts';
import { roomNames } from '#src/domain/policy.ts';
import { obligationKinds } from '#src/domain/promises/obligation.ts';
import { severities } from '#src/domain/severity.ts';
import { workStates } from '#src/ports/store.ts';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  unique,
} from './drizzle.ts';

/** What the queries know of the tables. The tables themselves are made by `migrations/`; a test holds the two equal. */
export const app = pgSchema('app');

/** Milliseconds since the epoch. */
const time = () => bigint({ mode: 'number' });

export const events = app.table(
  'events',
  {
    stream: text().notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    v: integer().notNull(),
    data: jsonb().notNull(),
    actor: jsonb().notNull(),
    at: time().notNull(),
    policyHash: text('policy_hash').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.seq] })],
);

export const anchors = app.table('anchors', {
  seq: integer().primaryKey(),
  at: time().notNull(),
  heads: jsonb().notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text().notNull(),
});

export const texts = app.table('texts', {
  prose: text().primaryKey(),
  sha256: text().notNull(),
  salt: text(),
  body: text(),
});

export const incidents = app.table('incidents', {
  number: integer().primaryKey(),
  stream: text().notNull().unique(),
  seq: integer().notNull(),
  foldVersion: integer('fold_version').notNull(),
  status: text({ enum: statuses }).notNull(),
  severity: text({ enum: severities }).notNull(),
  restricted: boolean().notNull(),
  members: text().array().notNull(),
  services: text().array().notNull(),
  involved: text().array().notNull(),
  /** `channel/ts` of the messages on its timeline. */
  captures: text().array().notNull(),
  drill: boolean().notNull(),
  declaredAt: bigint('declared_at', { mode: 'number' }).notNull(),
  state: jsonb().notNull(),
});

export const alerts = app.table('alerts', {
  number: integer().primaryKey(),
  stream: text().notNull().unique(),
  seq: integer().notNull(),
  foldVersion: integer('fold_version').notNull(),
  source: text({ enum: alertSources }).notNull(),
  key: text().notNull(),
  status: text({ enum: alertStatuses }).notNull(),
  severity: text({ enum: alertSeverities }).notNull(),
  service: text(),
  incident: integer(),
  firedAt: bigint('fired_at', { mode: 'number' }).notNull(),
  state: jsonb().notNull(),
});

export const counters = app.table('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
});

export const outbox = app.table('outbox', {
  seq: bigserial({ mode: 'number' }).primaryKey(),
  id: text().notNull().unique(),
  kind: text().notNull(),
  stream: text().notNull(),
  payload: jsonb().notNull(),
  orderKey: text('order_key'),
  state: text({ enum: workStates }).notNull(),
  attempt: integer().notNull(),
  claims: integer().notNull(),
  turn: integer().notNull(),
  runAfter: bigint('run_after', { mode: 'number' }).notNull(),
  /** It waits for its turn: its tokens are taken, to be used then. */
  tokenAt: bigint('token_at', { mode: 'number' }),
  /** On the wall, as nothing else here. */
  leaseUntil: bigint('lease_until', { mode: 'number' }),
  /** For `slack.show`: `wanted_seq` of its message when it was claimed. */
  seenSeq: integer('seen_seq'),
  last: text({ enum: ['none', 'refused', 'retryable', 'ambiguous'] }).notNull(),
  ambiguousAt: bigint('ambiguous_at', { mode: 'number' }),
  error: text(),
  cause: text(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
});

export const obligations = app.table(
  'obligations',
  {
    stream: text().notNull(),
    key: text().notNull(),
    kind: text({ enum: obligationKinds }).notNull(),
    since: bigint({ mode: 'number' }).notNull(),
    dueAt: bigint('due_at', { mode: 'number' }).notNull(),
    /** Null: whoever is on call. */
    debtor: text(),
    rung: integer(),
    endedHow: text('ended_how', { enum: ['met', 'lapsed'] }),
    endedSeq: integer('ended_seq'),
    endedAt: bigint('ended_at', { mode: 'number' }),
    endedBy: text('ended_by'),
  },
  (table) => [primaryKey({ columns: [table.stream, table.key] })],
);

export const timers = app.table('timers', {
  key: text().primaryKey(),
  dueAt: bigint('due_at', { mode: 'number' }).notNull(),
  kind: text().notNull(),
  ref: text().notNull(),
});

export const messages = app.table('messages', {
  key: text().primaryKey(),
  stream: text().notNull(),
  kind: text({ enum: messageKinds }).notNull(),
  placeRoom: text('place_room', { enum: roomNames }),
  placeChannel: text('place_channel'),
  placeContact: text('place_contact', { enum: ['security'] }),
  placePerson: text('place_person'),
  of: integer(),
  /** Null: no reply. */
  replyBroadcast: boolean('reply_broadcast'),
  showsEffects: boolean('shows_effects').notNull(),
  channel: text(),
  ts: text(),
  wantedSeq: integer('wanted_seq').notNull(),
  shownSeq: integer('shown_seq').notNull(),
  shownHash: text('shown_hash'),
});

export const inbox = app.table('inbox', {
  key: text().primaryKey(),
  answer: jsonb().notNull(),
  at: time().notNull(),
});

export const links = app.table(
  'links',
  {
    kind: text().notNull(),
    ours: text().notNull(),
    theirs: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.ours] }), unique().on(table.kind, table.theirs)],
);

export const people = app.table('people', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text(),
  guest: boolean().notNull(),
  outsider: boolean().notNull(),
  seenAt: bigint('seen_at', { mode: 'number' }).notNull(),
});

export const pagerUsers = app.table('pager_users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text(),
  /** Slack id, said by hand; null: whoever has the e-mail. */
  person: text(),
  seenAt: bigint('seen_at', { mode: 'number' }).notNull(),
  /** When Slack was last asked who has their e-mail; null: never. */
  askedAt: bigint('asked_at', { mode: 'number' }),
});

export const facts = app.table('facts', {
  key: text().primaryKey(),
  at: time().notNull(),
  value: jsonb().notNull(),
});

export const verifications = app.table('verifications', {
  day: text().primaryKey(),
  at: time().notNull(),
  /** `null`: it is under way. */
  findings: jsonb(),
  /** What is known of it so far; `null`: it is over. */
  looking: jsonb(),
});

export const policies = app.table('policies', {
  hash: text().primaryKey(),
  text: text().notNull(),
});

export const buckets = app.table('buckets', {
  key: text().primaryKey(),
  tokens: doublePrecision().notNull(),
  refilledAt: bigint('refilled_at', { mode: 'number' }).notNull(),
  heldUntil: bigint('held_until', { mode: 'number' }).notNull(),
});
