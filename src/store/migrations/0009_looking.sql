-- Those whom Slack may not know have turns in being asked for.

alter table app.pager_users add column asked_at bigint;
