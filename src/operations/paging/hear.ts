import { may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { ChangeCommand } from '#src/domain/incident/decide.ts';
import { type Incident, incidentNumber, visibleTo } from '#src/domain/incident/state.ts';
import type { Paged } from '#src/domain/paging/events.ts';
import { pageKey, pageLink, streamOfKey } from '#src/domain/paging/key.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { PagerPerson } from '#src/domain/paging/page.ts';
import { type Actor, actorId, engineActor, type PersonActor, type VendorActor } from '#src/domain/people.ts';
import { groupsOf } from '#src/domain/policy.ts';
import { type Changing, changed, heard, noSuchIncident, proseOf } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

type Hearing = Changing & Pick<Deps, 'ids'>;

/** Which page is spoken of. `key`: what it was opened under, where that is told. */
interface AboutPage {
  readonly page: string;
  readonly key: string | null;
}

/** Nothing of ours is meant: the answer to what is told all the same. */
const notOurs: Answer = { ok: false, refusal: { code: 'not-ours' } };

/** Something happened to a page in PagerDuty. Told twice, late or out of order, it changes nothing wrongly. */
export function hearPage(
  deps: Hearing,
  {
    key,
    news,
    paged,
  }: {
    readonly key: string | null;
    readonly news: PageNews;
    /** The page itself: it may happen before we are told that it was opened. */
    readonly paged: Omit<Paged, 'rung'> | null;
  },
  delivery: string,
): Promise<Answer> {
  return hear(deps, { page: news.page, key }, delivery, async (incident) => {
    const actor = await whoIs(deps, news.by);
    const by = news.by === null ? null : actorId(actor);
    const mayResolve = actor.kind === 'person' && may(actor, 'incident.resolve').ok && visibleTo(actor, incident);
    return { actor, command: { type: 'hear-page', news, by, mayResolve, paged: paged && { ...paged, rung: 0 } } };
  });
}

/** A page was opened: ours, where it has one of our keys, also if nobody told us yet that we did it. */
export function hearPaged(
  deps: Hearing,
  { key, paged }: { readonly key: string | null; readonly paged: Omit<Paged, 'rung'> },
  delivery: string,
): Promise<Answer> {
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
    const links = [{ kind: pageLink, ours: `${fresh.stream}.${about.page}`, theirs: about.page }];
    return { ...changed(deps, fresh, command, actor), links };
  });
}

/** By the page, or by the key it was opened under: it may be told of before we know that it was opened. */
async function incidentOf({ store }: Hearing, { page, key }: AboutPage): Promise<Incident | null> {
  const known = await store.incidentOfPage(page);
  const stream = key === null ? null : streamOfKey(key);
  if (known || stream === null || !stream.startsWith('inc-')) return known;
  const named = await store.incident(incidentNumber(stream), engineActor);
  return named && pageKey(named.stream, named.declaredAt) === key ? named : null;
}

/** Somebody in PagerDuty, as Slack and the policy know them; else as PagerDuty names them. */
async function whoIs({ store, policy }: Hearing, by: PagerPerson | null): Promise<PersonActor | VendorActor> {
  const person = by && (await store.personInPager(by.id));
  if (!person || person.outsider) return { kind: 'vendor', vendor: 'pagerduty', user: by };
  return { kind: 'person', person: person.id, groups: groupsOf(policy, person), via: 'pagerduty' };
}
