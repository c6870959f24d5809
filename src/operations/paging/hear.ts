import { may } from '#src/domain/access.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { ChangeCommand } from '#src/domain/incident/decide.ts';
import { type Incident, incidentNumber, visibleTo } from '#src/domain/incident/state.ts';
import { pageKey, streamOfKey } from '#src/domain/paging/key.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { PagerPerson } from '#src/domain/paging/page.ts';
import { type Actor, actorId, engineActor } from '#src/domain/people.ts';
import { type Changing, changed, heard, noSuchIncident, proseOf } from '#src/operations/change-incident.ts';
import { whoIs } from '#src/operations/who-is.ts';
import type { Deps } from '#src/ports/deps.ts';
import { hearForeignPage, hearPageOfAlert, type ToldPage } from './hear-alert.ts';

type Hearing = Changing & Pick<Deps, 'ids'>;

/** Which page is spoken of. `key`: what it was opened under, where that is told. */
interface AboutPage {
  readonly page: string;
  readonly key: string | null;
}

/** Nothing of ours is meant: the answer to what is told all the same. */
const notOurs: Answer = { ok: false, refusal: { code: 'not-ours' } };

/**
 * Something happened to a page in PagerDuty: an incident's, an alert's, or one that is an alert from now on. Told twice, late or out of order, it changes
 * nothing wrongly.
 */
export async function hearPage(
  deps: Hearing,
  {
    key,
    news,
    told,
  }: {
    readonly key: string | null;
    readonly news: PageNews;
    /** The page itself: it may happen before we are told that it was opened. */
    readonly told: ToldPage | null;
  },
  delivery: string,
): Promise<Answer> {
  const about = { page: news.page, key };
  const paged = told && { ...told.paged, rung: 0 };
  if ((await incidentOf(deps, about)) === null) {
    const alert = await alertOf(deps, about);
    if (alert?.source === 'alertmanager') return hearPageOfAlert(deps, { alert, news, paged }, delivery);
    if (told && !isOurKey(key)) return hearForeignPage(deps, told, news, delivery);
  }
  return hear(deps, about, delivery, async (incident) => {
    const actor = await whoIs(deps, news.by);
    const by = news.by === null ? null : actorId(actor);
    const mayResolve = actor.kind === 'person' && may(actor, 'incident.resolve').ok && visibleTo(actor, incident);
    return { actor, command: { type: 'hear-page', news, by, mayResolve, paged } };
  });
}

/** A page was opened: ours, where it has one of our keys, also if nobody told us yet that we did it; an alert, where it has none. */
export function hearPaged(
  deps: Hearing,
  { key, told }: { readonly key: string | null; readonly told: ToldPage },
  delivery: string,
): Promise<Answer> {
  if (!isOurKey(key)) return hearForeignPage(deps, told, null, delivery);
  const { paged } = told;
  const about = { page: paged.page, key };
  return hear(deps, about, delivery, async () => ({
    actor: engineActor,
    command: { type: 'hear-paged', paged: { ...paged, rung: 0 } },
  }));
}

/** Somebody wrote a note there; what we wrote ourselves is told by whoever reads it. */
export function hearNote(
  deps: Hearing,
  {
    page,
    note,
  }: {
    readonly page: string;
    readonly note: {
      readonly id: string;
      readonly at: number;
      readonly by: PagerPerson | null;
      readonly content: string;
    };
  },
  delivery: string,
): Promise<Answer> {
  return hear(deps, { page, key: null }, delivery, async () => ({
    actor: await whoIs(deps, note.by),
    command: { type: 'hear-note', page, id: note.id, at: note.at, text: proseOf(deps, note.content) },
  }));
}

/** What was told says nothing that we keep: that it came is kept. */
export function hearNothing(deps: Hearing, delivery: string): Promise<Answer> {
  return heard(deps, delivery, async () => ({ answer: notOurs }));
}

function hear(
  deps: Hearing,
  about: AboutPage,
  delivery: string,
  understand: (incident: Incident) => Promise<{ readonly actor: Actor; readonly command: ChangeCommand }>,
): Promise<Answer> {
  return heard(deps, delivery, async () => {
    const incident = await incidentOf(deps, about);
    if (incident === null) return { answer: notOurs };
    const { actor, command } = await understand(incident);
    const fresh = await deps.store.incident(incident.number, engineActor);
    if (fresh === null) return noSuchIncident(incident.number);
    return changed(deps, fresh, command, actor);
  });
}

/** Whether a page was opened by a bot like us: it is no alert, whosever it is. */
function isOurKey(key: string | null): boolean {
  return key !== null && streamOfKey(key) !== null;
}

/** The alert that has this page, or for which it was opened. */
async function alertOf({ store }: Hearing, { page, key }: AboutPage): Promise<Alert | null> {
  const known = await store.alertOfPage(page);
  const stream = key === null ? null : streamOfKey(key);
  if (known || !stream?.startsWith('alert-')) return known;
  const named = await store.alert(Number(stream.slice('alert-'.length)));
  return named && pageKey(named.stream, named.firedAt) === key ? named : null;
}

/** By the page, or by the key it was opened under: it may be told of before we know that it was opened. */
async function incidentOf({ store }: Hearing, { page, key }: AboutPage): Promise<Incident | null> {
  const known = await store.incidentOfPage(page);
  const stream = key === null ? null : streamOfKey(key);
  if (known || stream === null || !stream.startsWith('inc-')) return known;
  const named = await store.incident(incidentNumber(stream), engineActor);
  return named && pageKey(named.stream, named.declaredAt) === key ? named : null;
}
