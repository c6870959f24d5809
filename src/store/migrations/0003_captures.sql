-- Incidents are found by the messages on their timelines, which stand in any channel.

alter table app.incidents
  add column captures text[] not null default '{}';
--> statement-breakpoint
create index incidents_captures on app.incidents using gin (captures);
