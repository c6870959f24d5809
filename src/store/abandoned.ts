import type { Committed } from '#src/ports/store.ts';

/** Undoes a transaction that must not be stored and carries what its caller is told instead. */
export class Abandoned extends Error {
  readonly outcome: Exclude<Committed, { kind: 'stored' }>;

  constructor(outcome: Exclude<Committed, { kind: 'stored' }>) {
    super(`commit abandoned: ${outcome.kind}`);
    this.name = 'Abandoned';
    this.outcome = outcome;
  }
}
