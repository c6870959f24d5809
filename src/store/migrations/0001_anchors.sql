-- Seals on the record: each holds the heads of the streams that moved since the one before, and the hash of the one before.

create table app.anchors (
  seq integer primary key constraint anchors_seq check (seq > 0),
  at bigint not null,
  heads jsonb not null,
  prev_hash text not null constraint anchors_prev_hash check (prev_hash ~ '^[0-9a-f]{64}$'),
  hash text not null constraint anchors_hash check (hash ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
create trigger anchors_append_only before update or delete or truncate on app.anchors
  for each statement execute function app.refuse_rewrite();
