import { defineWebhook, type Received } from '#src/define.ts';
import { markedWith } from '#src/domain/paging/note.ts';
import { hearNote, hearNothing, hearPage, hearPaged } from '#src/operations/paging/hear.ts';
import type { Deps } from '#src/ports/deps.ts';
import { type PageInWords, type PagerTold, readTold } from '#src/vendors/pagerduty/schema.ts';
import { isSigned } from '#src/vendors/pagerduty/verify.ts';

/**
 * What PagerDuty tells (webhooks v3). It signs the body and sends again for up to 48 hours what is not answered with 2xx within 5 s, 4xx apart: what we do
 * not understand although it is signed throws, and is sent again.
 */
export const pagerduty = defineWebhook({
  name: 'pagerduty',
  async receive({ headers, body }, { deps, secret }) {
    const { 'x-pagerduty-signature': signature } = headers;
    if (typeof signature !== 'string' || !isSigned(signature, body, secret)) return { kind: 'refused' };
    const told = readTold(JSON.parse(Buffer.from(body).toString('utf8')));
    return hear(told, deps);
  },
});

async function hear(told: PagerTold, deps: Deps): Promise<Received> {
  const delivery = `pagerduty.${told.id}`;
  const answer = await answerTo(told, deps, delivery);
  if (answer.ok) return { kind: 'stored' };
  return { kind: 'ignored', why: told.kind === 'unknown' ? 'unknown-type' : 'not-ours' };
}

function answerTo(told: PagerTold, deps: Deps, delivery: string) {
  switch (told.kind) {
    case 'happening':
      return hearPage(deps, { ...told, told: told.page && pagedIn(told.page) }, delivery);
    case 'opened':
      return hearPaged(deps, { key: told.page.key, told: pagedIn(told.page), late: true }, delivery);
    case 'note':
      return markedWith(told.note.content) === null ? hearNote(deps, told, delivery) : hearNothing(deps, delivery);
    case 'unknown':
      return hearNothing(deps, delivery);
  }
}

function pagedIn({ key: _, title, ...paged }: PageInWords) {
  return { paged, title };
}
