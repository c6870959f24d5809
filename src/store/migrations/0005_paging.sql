-- Who is who in PagerDuty, as far as it told us, and who that is in Slack where the e-mail does not say.

create table app.pager_users (
  id text primary key,
  name text not null,
  email text,
  person text,
  seen_at bigint not null
);
--> statement-breakpoint
create unique index pager_users_person on app.pager_users (person);
--> statement-breakpoint
create index people_email on app.people (lower(email));
--> statement-breakpoint
-- What vendors told that is asked for again and again: a copy, with its age.
create table app.facts (
  key text primary key,
  at bigint not null,
  value jsonb not null
);
