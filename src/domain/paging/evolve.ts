import type { PageChanged, Paged } from './events.ts';
import type { Heard, Page, Responder } from './page.ts';

/** How many happenings are remembered: what is told again is told soon. */
const mostHeard = 40;

export function opened({ page: id, at, rung: _, ...rest }: Paged): Page {
  return { id, ...rest, since: at, responders: [], gone: false, heard: [], notes: [] };
}

/** What is told late is remembered, and changes nothing else. */
export function changed(page: Page, news: PageChanged): Page {
  const { what, at, by, status, urgency, priority, assignees, responder } = news;
  const heard: readonly Heard[] = [...page.heard, { what, at, by: by?.id ?? null }].slice(-mostHeard);
  if (isLate(page, news)) return { ...page, heard };
  return {
    ...page,
    ...(status !== page.status && { since: at }),
    ...{ status, urgency, priority, assignees, heard, gone: page.gone || what === 'merged' || what === 'deleted' },
    responders: responder ? answered(page.responders, responder) : page.responders,
  };
}

/** A note that was read there. */
export function noted(page: Page, id: string): Page {
  return { ...page, notes: [...page.notes, id].slice(-mostHeard) };
}

/** Whether something newer is known of how it stands. */
export function isLate(page: Page, { at }: Pick<PageChanged, 'at'>): boolean {
  return at < page.since;
}

function answered(responders: readonly Responder[], one: Responder): readonly Responder[] {
  return [...responders.filter(({ id }) => id !== one.id), one];
}
