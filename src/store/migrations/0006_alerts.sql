-- Alerts: what fires, as its sources tell. Of one key at most one fires; the newest of a key is the one that may fire again.

create table app.alerts (
  number integer primary key,
  stream text not null unique,
  seq integer not null,
  fold_version integer not null,
  source text not null constraint alerts_source check (source in ('alertmanager', 'pagerduty')),
  key text not null,
  status text not null constraint alerts_status check (status in ('firing', 'resolved')),
  severity text not null constraint alerts_severity check (severity in ('critical', 'warning', 'info')),
  service text,
  incident integer,
  fired_at bigint not null,
  state jsonb not null
);
--> statement-breakpoint
create unique index alerts_firing on app.alerts (source, key) where status = 'firing';
--> statement-breakpoint
create index alerts_key on app.alerts (source, key, number);
--> statement-breakpoint
create index alerts_status on app.alerts (status, number);
--> statement-breakpoint
create index alerts_incident on app.alerts (incident) where incident is not null;
--> statement-breakpoint
create index alerts_fold_version on app.alerts (fold_version);
