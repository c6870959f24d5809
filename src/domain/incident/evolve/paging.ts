import type { Incident } from '#src/domain/incident/state.ts';
import type { PagingEvent } from '#src/domain/paging/events.ts';
import { changed, noted, opened } from '#src/domain/paging/evolve.ts';

/** Whom PagerDuty called for it, and what they did there. */
export function evolvePaging(state: Incident, event: PagingEvent): Incident {
  switch (event.type) {
    case 'paged':
      return { ...state, page: opened(event.data) };
    case 'page-unanswerable':
      return { ...state, unanswerable: [...state.unanswerable, event.data] };
    case 'page-changed':
      return { ...state, page: state.page && changed(state.page, event.data) };
    case 'page-spare':
      return { ...state, sparePages: [...state.sparePages, event.data.page] };
    case 'responders-asked':
    case 'responders-told':
    case 'responders-paged':
      return state;
    case 'page-noted':
      return { ...state, page: state.page && noted(state.page, event.data.id) };
    case 'person-recognised': {
      const { acknowledged } = state;
      const { by, person } = event.data;
      return acknowledged?.by === by ? { ...state, acknowledged: { ...acknowledged, by: person } } : state;
    }
    case 'acknowledgement-lapsed':
      return { ...state, acknowledged: null };
  }
}
