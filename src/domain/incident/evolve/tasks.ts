import type { TaskEvent } from '#src/domain/incident/events/tasks.ts';
import { type Tick, tickKey } from '#src/domain/incident/promises/tasks.ts';
import type { Incident } from '#src/domain/incident/state.ts';

/** What people did with the checklists. `by`: who, `at`: when. */
export function evolveTasks(
  state: Incident,
  event: TaskEvent,
  { by, at }: { readonly by: string; readonly at: number },
): Incident {
  const { promises, seq } = state;
  const { begun, ticks } = promises.checklists;
  const change = (changes: Partial<typeof promises.checklists>): Incident => ({
    ...state,
    promises: { ...promises, checklists: { begun, ticks, ...changes } },
  });
  const ticked = (key: string, tick: Pick<Tick, 'how' | 'words'>) =>
    change({ ticks: { ...ticks, [key]: { ...tick, by, seq, at } } });
  switch (event.type) {
    case 'checklist-begun':
      return change({ begun: { ...begun, [event.data.list]: { seq, at } } });
    case 'task-done':
      return ticked(tickKey(event.data), { how: 'done', words: event.data.evidence });
    case 'task-waived':
      return ticked(tickKey(event.data), { how: 'waived', words: event.data.why });
    case 'task-undone': {
      const { [tickKey(event.data)]: _, ...others } = ticks;
      return change({ ticks: others });
    }
  }
}
