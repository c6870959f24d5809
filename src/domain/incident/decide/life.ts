import type { AffectedPart, Audience, OpenStatus, Updated } from '#src/domain/incident/events/life.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { callsAgain } from '#src/domain/paging/page.ts';
import { updateRule } from '#src/domain/policy.ts';
import type { Prose } from '#src/domain/prose.ts';
import type { Severity } from '#src/domain/severity.ts';
import {
  type Context,
  type Decision,
  events,
  most,
  refused,
  says,
  takenOn,
  unlessLiving,
  unlessOpen,
} from './decision.ts';

/** When the next update is promised (ms); `policy`: when the policy asks for it, as long as the incident is open. */
export type NextUpdate = number | 'policy' | null;

/** What people do while it lives. */
export type LifeCommand =
  | ({ readonly type: 'update'; readonly by: string; readonly nextAt: NextUpdate } & Omit<Updated, 'nextAt'>)
  | { readonly type: 'set-status'; readonly status: OpenStatus; readonly why: Prose | null }
  | { readonly type: 'set-severity'; readonly severity: Severity; readonly why: Prose | null }
  | { readonly type: 'acknowledge'; readonly person: string }
  | { readonly type: 'apply-mitigation'; readonly what: Prose }
  | { readonly type: 'remove-mitigation'; readonly mitigation: number; readonly how: Prose | null }
  | { readonly type: 'add-affected'; readonly parts: readonly AffectedPart<Prose>[] }
  /** Values as they were written. */
  | { readonly type: 'remove-affected'; readonly parts: readonly AffectedPart<string>[] }
  | { readonly type: 'add-link'; readonly url: Prose; readonly title: Prose | null };

/** The next update is promised for a moment that people can keep in mind. */
export const furthestMs = 7 * 24 * 60 * 60_000;

export function decideLife(state: Incident, command: LifeCommand, context: Context): Decision {
  const { number } = state;
  switch (command.type) {
    case 'update':
      return decideUpdate(state, command, context);
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
      // Whoever acknowledged it before reads first that it is over: nothing they could say of it is taken any more.
      const over = unlessOpen(state);
      if (over) return over;
      const taken = callsAgain(state) ? null : acknowledged;
      if (taken?.by === command.person) return refused({ code: 'acknowledged-before', number, at: taken.at });
      if (taken) return refused({ code: 'already-acknowledged', number, by: taken.by });
      return events({ type: 'acknowledged', v: 1, data: { person: command.person } });
    }
    case 'apply-mitigation':
    case 'remove-mitigation':
      return decideMitigation(state, command);
    case 'add-affected':
      return unlessLiving(state) ?? addAffected(state, command.parts);
    case 'remove-affected':
      return unlessLiving(state) ?? removeAffected(state, command.parts);
    case 'add-link':
      return decideLink(state, command);
  }
}

function decideUpdate(
  state: Incident,
  { type: _, by, ...said }: Extract<LifeCommand, { type: 'update' }>,
  context: Context,
): Decision {
  const { number } = state;
  const { now } = context;
  const nextAt = said.nextAt === 'policy' ? byPolicy(state, said.audience, context) : said.nextAt;
  if (!says(said.know)) return refused({ code: 'nothing-said', number });
  if (nextAt !== null && (nextAt <= now || nextAt > now + furthestMs)) {
    return refused({ code: 'next-update-time', number });
  }
  const updated = { type: 'updated', v: 1, data: { ...said, nextAt } } as const;
  return unlessLiving(state) ?? events(...(said.audience === 'internal' ? takenOn(state, by) : []), updated);
}

function byPolicy(state: Incident, audience: Audience, { policy, now }: Context): number | null {
  const rule = isOpen(state) ? updateRule(policy, state.severity, audience) : null;
  return rule && now + rule.value * 60_000;
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

/** What is named already is left out; with nothing else to add it is refused. */
function addAffected({ number, affected: { named } }: Incident, parts: readonly AffectedPart<Prose>[]): Decision {
  const said = parts.map(({ kind, values }) => ({ kind, values: values.filter(says) }));
  if (said.every(({ values }) => values.length === 0)) return refused({ code: 'nothing-said', number });
  const fresh = said
    .map(({ kind, values }) => ({ kind, values: unnamed(values, named[kind]) }))
    .filter(({ values }) => values.length > 0);
  if (fresh.length === 0) return refused({ code: 'already-there', number });
  const count = [...Object.values(named), ...fresh.map(({ values }) => values)].flat().length;
  if (count > most.affected) return refused({ code: 'too-many', number, most: most.affected });
  return events(...fresh.map((data) => ({ type: 'scope-added', v: 1, data }) as const));
}

/** Those of `values` that do not stand among `named`, each once. */
function unnamed(values: readonly Prose[], named: readonly Prose[]): readonly Prose[] {
  const known = new Set(named.map(folded));
  return values.filter((value) => !known.has(folded(value)) && known.add(folded(value)));
}

/** What is not named is left out; with nothing else to remove it is refused. */
function removeAffected({ number, affected: { named } }: Incident, parts: readonly AffectedPart<string>[]): Decision {
  const found = parts
    .map(({ kind, values }) => {
      const wanted = new Set(values.map((body) => folded({ body })));
      return named[kind].filter((one) => wanted.has(folded(one))).map(({ prose }) => prose);
    })
    .filter((values) => values.length > 0);
  if (found.length === 0) return refused({ code: 'not-there', number });
  return events(...found.map((values) => ({ type: 'scope-removed', v: 1, data: { values } }) as const));
}

function decideLink(state: Incident, { url, title }: Extract<LifeCommand, { type: 'add-link' }>): Decision {
  const { number, links } = state;
  if (!/^https?:\/\/\S+$/i.test(url.body ?? '')) return refused({ code: 'no-address', number });
  if (links.some((link) => link.url.body === url.body)) return refused({ code: 'already-there', number });
  if (links.length >= most.links) return refused({ code: 'too-many', number, most: most.links });
  return unlessLiving(state) ?? events({ type: 'link-added', v: 1, data: { url, title } });
}

function folded({ body }: Pick<Prose, 'body'>): string {
  return (body ?? '').trim().toLowerCase();
}
