import type { Group, Viewer } from './people.ts';
import type { Refusal } from './refusal.ts';

/** Who may do what: any one of the groups is enough. What a restricted incident hides is decided when it is read, by the rule of `visibleTo`. */
export const allowedGroups = {
  // Slack's directory being away must not stop a declaration.
  'incident.declare': ['responder', 'unverified'],
  'incident.list': ['responder'],
  'incident.show': ['responder'],
  'incident.resolve': ['responder'],
  'incident.retry': ['responder'],
  'incident.update': ['responder'],
  'incident.status': ['responder'],
  'incident.severity': ['responder'],
  'incident.assign': ['responder'],
  'incident.page': ['responder'],
  'incident.ack': ['responder'],
  'incident.note': ['responder'],
  'incident.timeline': ['responder'],
  'incident.mitigation': ['responder'],
  'incident.affected': ['responder'],
  'incident.link': ['responder'],
  'incident.merge': ['responder'],
  'incident.reopen': ['responder'],
  'incident.cancel': ['responder'],
  'incident.close': ['responder'],
  'incident.review': ['responder'],
  'incident.follow-up': ['responder'],
  'incident.snooze': ['responder'],
  'incident.checklist': ['responder'],
  'incident.task': ['responder'],
  'incident.capture': ['responder'],
  'incident.access': ['responder'],
  'incident.grant': ['responder'],
  'alert.list': ['responder'],
  'alert.show': ['responder'],
  'alert.ack': ['responder'],
  'alert.retry': ['responder'],
  'alert.attach': ['responder'],
  'service.list': ['responder'],
  'oncall.show': ['responder'],
  'me.show': ['responder'],
  'me.pagerduty': ['responder'],
  'report.show': ['responder'],
} as const satisfies Record<string, readonly Group[]>;

export type Action = keyof typeof allowedGroups;

export type Permission = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Whether `actor` may do `action`. The system may everything: it only carries out what people decided. */
export function may(actor: Viewer, action: Action): Permission {
  const needs: readonly Group[] = allowedGroups[action];
  if (actor.kind === 'system' || needs.some((group) => actor.groups.includes(group))) return { ok: true };
  if (actor.groups.includes('unverified')) return { ok: false, refusal: { code: 'not-verified' } };
  const named = needs.filter((group) => group !== 'unverified');
  return { ok: false, refusal: { code: 'not-allowed', action, needs: named } };
}
