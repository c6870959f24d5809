-- Pages of PagerDuty are told of by their ids.

create index incidents_page on app.incidents ((state #>> '{page,id}'));
--> statement-breakpoint
create index alerts_page on app.alerts ((state #>> '{page,id}'));
