-- Times are milliseconds since the epoch. Closed lists repeat those of src/domain and src/ports; test/store/schema.test.ts holds them equal.

create schema if not exists app;
--> statement-breakpoint
create table app.events (
  stream text not null,
  seq integer not null constraint events_seq check (seq > 0),
  type text not null,
  v integer not null,
  data jsonb not null,
  actor jsonb not null,
  at bigint not null,
  policy_hash text not null,
  prev_hash text not null constraint events_prev_hash check (prev_hash ~ '^[0-9a-f]{64}$'),
  hash text not null constraint events_hash check (hash ~ '^[0-9a-f]{64}$'),
  primary key (stream, seq)
);
--> statement-breakpoint
create function app.refuse_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'app.% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger events_append_only before update or delete or truncate on app.events
  for each statement execute function app.refuse_rewrite();
--> statement-breakpoint
create table app.texts (
  prose text primary key,
  sha256 text not null constraint texts_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  salt text,
  body text,
  constraint texts_redacted check ((salt is null) = (body is null))
);
--> statement-breakpoint
create table app.incidents (
  number integer primary key,
  stream text not null unique,
  seq integer not null,
  fold_version integer not null,
  status text not null constraint incidents_status
    check (status in ('investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled')),
  severity text not null constraint incidents_severity check (severity in ('sev1', 'sev2', 'sev3', 'sev4')),
  restricted boolean not null,
  members text[] not null,
  declared_at bigint not null,
  state jsonb not null
);
--> statement-breakpoint
create index incidents_status on app.incidents (status, number);
--> statement-breakpoint
create index incidents_fold_version on app.incidents (fold_version);
--> statement-breakpoint
create table app.counters (
  name text primary key,
  value integer not null
);
--> statement-breakpoint
create table app.outbox (
  seq bigserial primary key,
  id text not null unique,
  kind text not null,
  stream text not null,
  payload jsonb not null,
  order_key text,
  state text not null constraint outbox_state check (state in ('ready', 'claimed', 'done', 'void', 'failed')),
  attempt integer not null constraint outbox_attempt check (attempt >= 0),
  claims integer not null,
  turn integer not null,
  run_after bigint not null,
  lease_until bigint,
  seen_seq integer,
  last text not null constraint outbox_last check (last in ('none', 'refused', 'retryable', 'ambiguous')),
  ambiguous_at bigint,
  error text,
  cause text,
  created_at bigint not null,
  constraint outbox_lease check ((state = 'claimed') = (lease_until is not null)),
  constraint outbox_ambiguous check ((last = 'ambiguous') = (ambiguous_at is not null))
);
--> statement-breakpoint
create index outbox_stream on app.outbox (stream, seq);
--> statement-breakpoint
create index outbox_unfinished on app.outbox (order_key, seq) where state in ('ready', 'claimed');
--> statement-breakpoint
create table app.timers (
  key text primary key,
  due_at bigint not null,
  kind text not null,
  ref text not null
);
--> statement-breakpoint
create index timers_due on app.timers (due_at);
--> statement-breakpoint
create table app.messages (
  key text primary key,
  stream text not null,
  kind text not null constraint messages_kind check (kind in ('card', 'announcement', 'headline', 'outcome')),
  place_room text constraint messages_place_room check (place_room in ('declare', 'status', 'alerts', 'daily')),
  place_channel text,
  shows_effects boolean not null,
  channel text,
  ts text,
  wanted_seq integer not null,
  shown_seq integer not null,
  shown_hash text,
  constraint messages_place check (num_nonnulls(place_room, place_channel) = 1)
);
--> statement-breakpoint
create index messages_stream on app.messages (stream);
--> statement-breakpoint
create table app.inbox (
  key text primary key,
  answer jsonb not null,
  at bigint not null
);
--> statement-breakpoint
create index inbox_at on app.inbox (at);
--> statement-breakpoint
create table app.links (
  kind text not null,
  ours text not null,
  theirs text not null,
  primary key (kind, ours),
  constraint links_theirs unique (kind, theirs)
);
--> statement-breakpoint
create table app.people (
  id text primary key,
  name text not null,
  email text,
  guest boolean not null,
  outsider boolean not null,
  seen_at bigint not null
);
--> statement-breakpoint
create table app.policies (
  hash text primary key,
  text text not null
);
--> statement-breakpoint
create table app.buckets (
  key text primary key,
  tokens double precision not null constraint buckets_tokens check (tokens >= 0),
  refilled_at bigint not null,
  held_until bigint not null
);
