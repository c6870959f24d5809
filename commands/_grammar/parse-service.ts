import { findService, type Policy, type Service } from '#src/domain/policy.ts';
import { oneLine } from '#src/domain/text.ts';
import { begunBy } from './begun-by.ts';
import { nearest } from './nearest.ts';
import type { Slip } from './service-word.ts';
import { spoken } from './spoken.ts';
import { unquoted } from './tokens.ts';

export interface ServiceNamed {
  /** The id or the name of a service, or what was typed where it is none; empty: nothing was. */
  readonly named: string;
  /** What it was read from, where it was not typed as it stands in the policy. */
  readonly slip: Slip | null;
}

/** Reads all of `text` as the id or the name of one service, with slips of the finger in it, or as the beginning of a word of only one: `api`. Total: never throws. */
export function parseService(text: string, policy: Policy): ServiceNamed {
  const typed = unquoted(oneLine(spoken(text)));
  if (typed === '' || findService(policy, typed)) return { named: typed, slip: null };
  const services = policy.services.map((thing): { thing: Service; names: readonly string[] } => ({
    thing,
    names: [thing.id, thing.name],
  }));
  const meant = nearest(
    typed,
    services.flatMap(({ names }) => names),
  );
  const service = begunBy(typed, services) ?? findService(policy, meant ?? '');
  return service === null ? { named: typed, slip: null } : { named: service.id, slip: { typed, service: service.id } };
}
