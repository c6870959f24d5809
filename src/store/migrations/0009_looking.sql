-- A verification is kept while it is under way, one look after the other, so that it goes on where it stopped; and those whom Slack may not know have
-- turns in being asked for.

alter table app.verifications
  alter column findings drop not null,
  add column looking jsonb;
--> statement-breakpoint
alter table app.pager_users add column asked_at bigint;
--> statement-breakpoint
-- The one effect that did all of it at once is no more.
delete from app.timers where ref in (select id from app.outbox where kind = 'slack.verify-duty');
--> statement-breakpoint
delete from app.outbox where kind = 'slack.verify-duty';
