-- Alerts are paged for as incidents are, by the same effects.

update app.outbox set kind = replace(kind, '-alert', '')
  where kind in ('pagerduty.page-alert', 'pagerduty.ask-alert', 'pagerduty.acknowledge-alert');
