import type { LifeEvent } from '#src/domain/incident/events/life.ts';
import type { Incident, Mitigation } from '#src/domain/incident/state.ts';
import type { Prose } from '#src/domain/prose.ts';
import { joined } from './people.ts';

/** What people did with it. `by`: who, `at`: when. */
export function evolveLife(
  state: Incident,
  event: LifeEvent,
  { by, at }: { readonly by: string; readonly at: number },
): Incident {
  switch (event.type) {
    case 'updated': {
      const { audience, know, next, nextAt } = event.data;
      // Whoever writes to customers says that they are affected.
      const customerFacing = state.customerFacing || audience === 'customers';
      const updates = { ...state.updates, [audience]: { seq: state.seq, by, at, know, next, nextAt } };
      return { ...state, customerFacing, updates };
    }
    case 'status-changed':
      return { ...state, status: event.data.status };
    case 'severity-changed':
      return { ...state, severity: event.data.to };
    case 'acknowledged':
      return event.v === 1
        ? { ...state, acknowledged: { by: event.data.person, at, there: false } }
        : { ...state, acknowledged: { by: event.data.person, at: event.data.at, there: true } };
    case 'mitigation-applied': {
      const { mitigation: number, what } = event.data;
      return { ...state, mitigations: [...state.mitigations, { number, what, by, appliedAt: at, removed: null }] };
    }
    case 'mitigation-removed': {
      const { mitigation, how } = event.data;
      const removed = (one: Mitigation) => (one.number === mitigation ? { ...one, removed: { by, at, how } } : one);
      return { ...state, mitigations: state.mitigations.map(removed) };
    }
    case 'scope-added': {
      const { kind, values } = event.data;
      return named(state, { [kind]: [...state.affected.named[kind], ...values] });
    }
    case 'scope-removed': {
      const { organisation, endpoint, request } = state.affected.named;
      const left = (values: readonly Prose[]) => values.filter(({ prose }) => !event.data.values.includes(prose));
      return named(state, { organisation: left(organisation), endpoint: left(endpoint), request: left(request) });
    }
    case 'link-added':
      return { ...state, links: [...state.links, event.data] };
    case 'related':
      return { ...state, related: [...without(state.related, event.data.incident), event.data.incident] };
    case 'unrelated':
      return { ...state, related: without(state.related, event.data.incident) };
    case 'merge-received': {
      const { incident, people } = event.data;
      // Who knew of the one has to find what it goes on as.
      const known = state.restricted ? people.reduce(joined, state) : state;
      return { ...known, duplicates: [...without(state.duplicates, incident), incident] };
    }
    case 'merge-undone':
      return { ...state, duplicates: without(state.duplicates, event.data.incident) };
    case 'merged':
      return { ...state, status: 'cancelled', endedAt: at, merged: event.data, resolution: withoutChecks(state) };
    case 'unmerged':
      return { ...unpromised(state), status: state.merged?.from ?? 'investigating', endedAt: null, merged: null };
    case 'reopened':
      return { ...begunAgain(state), status: 'investigating', resolvedAt: null, endedAt: null, resolution: null };
    case 'cancelled':
      return { ...state, status: 'cancelled', endedAt: at, resolution: withoutChecks(state) };
    case 'closed':
      return { ...state, status: 'closed', endedAt: at };
    case 'export-requested':
      return state;
  }
}

function named(state: Incident, changes: Partial<Incident['affected']['named']>): Incident {
  const { affected } = state;
  return { ...state, affected: { ...affected, named: { ...affected.named, ...changes } } };
}

/** Checks that run while it ends conclude nothing any more. */
function withoutChecks({ resolution }: Incident): Incident['resolution'] {
  return resolution?.outcome === 'under-way' ? null : resolution;
}

/** Who took it on belongs to what was over, as does what was promised. */
function begunAgain(state: Incident): Incident {
  return { ...unpromised(state), acknowledged: null };
}

/** When the next update was promised for does not count any more. */
function unpromised(state: Incident): Incident {
  const { internal, customers } = state.updates;
  const without = (one: typeof internal) => one && { ...one, nextAt: null };
  return { ...state, updates: { internal: without(internal), customers: without(customers) } };
}

function without(numbers: readonly number[], number: number): readonly number[] {
  return numbers.filter((one) => one !== number);
}
