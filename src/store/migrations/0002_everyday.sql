-- Messages that tell of one event, as replies or to a person; and what lists of incidents are filtered by.

alter table app.messages drop constraint messages_kind;
--> statement-breakpoint
alter table app.messages add constraint messages_kind check (
  kind in ('card', 'announcement', 'headline', 'outcome', 'update', 'notice', 'access', 'granted', 'security')
);
--> statement-breakpoint
alter table app.messages
  add column of integer,
  add column place_contact text constraint messages_place_contact check (place_contact in ('security')),
  add column place_person text,
  add column reply_broadcast boolean;
--> statement-breakpoint
alter table app.messages drop constraint messages_place;
--> statement-breakpoint
alter table app.messages add constraint messages_place
  check (num_nonnulls(place_room, place_channel, place_contact, place_person) = 1);
--> statement-breakpoint
alter table app.incidents
  add column services text[] not null default '{}',
  add column involved text[] not null default '{}',
  add column drill boolean not null default false;
--> statement-breakpoint
-- What waits has taken its token already: a bucket can owe.
alter table app.buckets drop constraint buckets_tokens;
--> statement-breakpoint
alter table app.outbox add column token_at bigint;
--> statement-breakpoint
create index messages_ts on app.messages (channel, ts);
