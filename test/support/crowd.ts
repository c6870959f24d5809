import type { Store } from '#src/ports/store.ts';
import { aChange, declared, prose } from './builders.ts';

/** Stores so many open incidents, numbered from 2,001 on, of which nothing is to be done outside. */
export async function crowd(store: Store, count: number, title = 'crowded'): Promise<void> {
  const changes = Array.from({ length: count }, (_, index) => {
    const number = 2_001 + index;
    const change = aChange(null, [declared({ number, title: prose(`${title} ${number}`), severity: 'sev3' })]);
    return { ...change, effects: [], messages: [] };
  });
  const committed = await store.commit({ changes });
  if (committed.kind !== 'stored') throw new Error(`not stored: ${committed.kind}`);
}
