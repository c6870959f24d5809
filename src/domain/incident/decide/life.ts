import type { OpenStatus, ScopeKind, Updated } from '#src/domain/incident/events/life.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Severity } from '#src/domain/severity.ts';
import { type Context, type Decision, events, most, refused, says, unlessLiving, unlessOpen } from './decision.ts';

/** What people do while it lives. */
export type LifeCommand =
  | ({ readonly type: 'update' } & Updated)
  | { readonly type: 'set-status'; readonly status: OpenStatus; readonly why: Prose | null }
  | { readonly type: 'set-severity'; readonly severity: Severity; readonly why: Prose | null }
  | { readonly type: 'acknowledge'; readonly person: string }
  | { readonly type: 'apply-mitigation'; readonly what: Prose }
  | { readonly type: 'remove-mitigation'; readonly mitigation: number; readonly how: Prose | null }
  | { readonly type: 'add-scope'; readonly kind: ScopeKind; readonly values: readonly Prose[] }
  /** `values` as they were written. */
  | { readonly type: 'remove-scope'; readonly kind: ScopeKind; readonly values: readonly string[] }
  | { readonly type: 'add-link'; readonly url: Prose; readonly title: Prose | null };

/** The next update is promised for a moment that people can keep in mind. */
const furthestMs = 7 * 24 * 60 * 60_000;

export function decideLife(state: Incident, command: LifeCommand, { now }: Context): Decision {
  const { number } = state;
  switch (command.type) {
    case 'update': {
      const { type: _, ...data } = command;
      if (!says(data.know)) return refused({ code: 'nothing-said', number });
      if (data.nextAt !== null && (data.nextAt <= now || data.nextAt > now + furthestMs)) {
        return refused({ code: 'next-update-time', number });
      }
      return unlessLiving(state) ?? events({ type: 'updated', v: 1, data });
    }
    case 'set-status': {
      const { status, why } = command;
      if (state.status === status) return refused({ code: 'same-status', number, status });
      return unlessOpen(state) ?? events({ type: 'status-changed', v: 1, data: { status, why } });
    }
    case 'set-severity': {
      const { severity: to, why } = command;
      if (state.severity === to) return refused({ code: 'same-severity', number, severity: to });
      const data = { from: state.severity, to, why };
      return unlessLiving(state) ?? events({ type: 'severity-changed', v: 1, data });
    }
    case 'acknowledge': {
      const { acknowledged } = state;
      if (acknowledged) return refused({ code: 'already-acknowledged', number, by: acknowledged.by });
      return unlessOpen(state) ?? events({ type: 'acknowledged', v: 1, data: { person: command.person } });
    }
    case 'apply-mitigation':
    case 'remove-mitigation':
      return decideMitigation(state, command);
    case 'add-scope':
    case 'remove-scope':
      return decideScope(state, command);
    case 'add-link':
      return decideLink(state, command);
  }
}

function decideMitigation(
  state: Incident,
  command: Extract<LifeCommand, { type: 'apply-mitigation' | 'remove-mitigation' }>,
): Decision {
  const { number, mitigations } = state;
  const over = unlessLiving(state);
  if (over) return over;
  if (command.type === 'apply-mitigation') {
    if (!says(command.what)) return refused({ code: 'nothing-said', number });
    if (mitigations.length >= most.mitigations) return refused({ code: 'too-many', number, most: most.mitigations });
    const data = { mitigation: mitigations.length + 1, what: command.what };
    return events({ type: 'mitigation-applied', v: 1, data });
  }
  const { mitigation, how } = command;
  const found = mitigations.find((one) => one.number === mitigation);
  if (!found || found.removed) return refused({ code: 'no-such-mitigation', number, mitigation });
  return events({ type: 'mitigation-removed', v: 1, data: { mitigation, how } });
}

function decideScope(state: Incident, command: Extract<LifeCommand, { type: 'add-scope' | 'remove-scope' }>): Decision {
  const { number } = state;
  const over = unlessLiving(state);
  if (over) return over;
  const known = state.scope[command.kind];
  if (command.type === 'remove-scope') {
    const wanted = new Set(command.values.map(folded));
    const found = known.filter(({ body }) => wanted.has(folded(body ?? '')));
    if (found.length === 0) return refused({ code: 'not-there', number });
    return events({ type: 'scope-removed', v: 1, data: { values: found.map(({ prose }) => prose) } });
  }
  const said = command.values.filter(says);
  if (said.length === 0) return refused({ code: 'nothing-said', number });
  const standing = new Set(known.map(({ body }) => folded(body ?? '')));
  const fresh = said.filter(({ body }, index) => {
    const is = folded(body ?? '');
    return !standing.has(is) && said.findIndex((one) => folded(one.body ?? '') === is) === index;
  });
  if (fresh.length === 0) return refused({ code: 'already-there', number });
  const count = Object.values(state.scope).reduce((sum, values) => sum + values.length, fresh.length);
  if (count > most.scope) return refused({ code: 'too-many', number, most: most.scope });
  return events({ type: 'scope-added', v: 1, data: { kind: command.kind, values: fresh } });
}

function decideLink(state: Incident, { url, title }: Extract<LifeCommand, { type: 'add-link' }>): Decision {
  const { number, links } = state;
  if (!/^https?:\/\/\S+$/i.test(url.body ?? '')) return refused({ code: 'no-address', number });
  if (links.some((link) => link.url.body === url.body)) return refused({ code: 'already-there', number });
  if (links.length >= most.links) return refused({ code: 'too-many', number, most: most.links });
  return unlessLiving(state) ?? events({ type: 'link-added', v: 1, data: { url, title } });
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
