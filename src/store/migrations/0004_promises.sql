-- What is owed, and how what was owed ended: worked out from the record, kept beside it to be asked for.

create table app.obligations (
  stream text not null,
  key text not null,
  kind text not null,
  since bigint not null,
  due_at bigint not null,
  debtor text,
  rung integer,
  ended_how text,
  ended_seq integer,
  ended_at bigint,
  ended_by text,
  primary key (stream, key)
);
--> statement-breakpoint
create index obligations_owed on app.obligations (debtor, due_at) where ended_how is null;
--> statement-breakpoint
alter table app.messages drop constraint messages_kind;
--> statement-breakpoint
alter table app.messages add constraint messages_kind check (
  kind in (
    'card', 'announcement', 'headline', 'outcome', 'update', 'notice', 'access', 'granted', 'security',
    'reminder', 'miss', 'status', 'duties'
  )
);
