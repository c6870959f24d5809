import { type ListWords, listAgain, parseList } from '#commands/_grammar/parse-list.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { type Choices, defineCommand, type Gesture } from '#src/define.ts';
import { type Incident, isOpen } from '#src/domain/incident/state.ts';
import { findIncidents } from '#src/operations/incident/find.ts';
import { listIncidents } from '#src/operations/incident/list.ts';
import type { IncidentFilter } from '#src/ports/store.ts';
import { incidentMenuId, openIncidentMenuId } from '#views/form/form.ts';
import { readNote } from '#views/form/note.ts';
import { incidentChoice } from '#views/incident/line.ts';
import { incidentList, pageSize } from '#views/incident/list.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';

export const list = defineCommand({
  noun: 'incident',
  verb: 'list',
  summary: 'Which incidents there are, the worst open ones first',
  usage: '[open | resolved | all] [mine] [sev1] [service] [since 7d] [drills] [page 2]',
  examples: ['/apgms incident list', '/apgms incident list all sev1 api-gateway since 7d', '/apgms incident list mine'],
  scopes: [],
  async run(text, gesture) {
    const { policy, clock } = gesture.deps;
    const said = parseList(text, { policy, now: clock.now() });
    const { unread } = said;
    if (unread !== null) return notRead(unread, list);
    return { kind: 'tell', message: await listed(said, gesture) };
  },
  menus: {
    /** The chosen one's number, in forms: another one than the form is about. */
    [incidentMenuId]: (typed, gesture, note) =>
      choices(typed, gesture, (one) => one.number !== readNote(note).incident),
    [openIncidentMenuId]: (typed, gesture) => choices(typed, gesture, isOpen),
  },
});

/** Those of the incidents somebody may mean that it may be. */
async function choices(typed: string, gesture: Gesture, mayBe: (one: Incident) => boolean): Promise<Choices> {
  const found = await findIncidents(gesture.deps, { typed }, { actor: await gesture.actor() });
  const incidents = found.ok ? found.incidents.filter(mayBe).slice(0, limits.options) : [];
  return { options: incidents.map((one) => ({ text: incidentChoice(one), value: String(one.number) })) };
}

/** The page that was asked for; the last one where there are not so many. */
async function listed(said: ListWords, { deps, actor: who }: Gesture): Promise<Message> {
  const actor = await who();
  const filter = filterOf(said, actor.person);
  const read = (page: number) =>
    listIncidents(deps, { filter, page: { limit: pageSize, offset: (page - 1) * pageSize } }, { actor });
  const asked = await read(said.page);
  const last = asked.ok ? Math.max(1, Math.ceil(asked.total / pageSize)) : 1;
  const page = Math.min(said.page, last);
  const shown = page === said.page ? asked : await read(page);
  if (!shown.ok) return refusalMessage(shown.refusal, deps);
  const since = said.since?.at ?? null;
  const { policy, clock } = deps;
  const pages = { page, asked: said.page };
  return incidentList({
    ...shown,
    now: clock.now(),
    policy,
    filter: { ...said, since },
    ...pages,
    words: listAgain(said),
  });
}

function filterOf({ open, mine, severity, service, since, drill }: ListWords, person: string): IncidentFilter {
  return {
    ...(open !== null && { open }),
    ...(mine && { involving: person }),
    ...(severity !== null && { severity }),
    ...(service !== null && { service }),
    ...(since !== null && { since: since.at }),
    ...(drill !== null && { drill }),
  };
}
