import { may } from '#src/domain/access.ts';
import { type AlertChange, changeOf } from '#src/domain/alert/change.ts';
import { decide } from '#src/domain/alert/decide.ts';
import type { AlertPageCommand } from '#src/domain/alert/decide-page.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { ChangeCommand } from '#src/domain/incident/decide.ts';
import { type Incident, incidentNumber, visibleTo } from '#src/domain/incident/state.ts';
import { pageKey, streamOfKey } from '#src/domain/paging/key.ts';
import type { PageNews } from '#src/domain/paging/news.ts';
import type { PagerPerson } from '#src/domain/paging/page.ts';
import { type Actor, actorId, engineActor } from '#src/domain/people.ts';
import type { By } from '#src/domain/recording.ts';
import { changedBy, firingOf, goesOnAs, newsFor } from '#src/operations/attaching.ts';
import { type Changing, hearOnce, proseOf } from '#src/operations/change-incident.ts';
import { whoIs } from '#src/operations/who-is.ts';
import type { Deps } from '#src/ports/deps.ts';
import { hearForeignPage, type ToldPage } from './hear-foreign.ts';

type Hearing = Changing & Pick<Deps, 'ids'>;

/** Which page is spoken of. `key`: what it was opened under, where that is told. */
interface AboutPage {
  readonly page: string;
  readonly key: string | null;
  /** That it is there no more is what is told. */
  readonly gone?: boolean;
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
  if (told && !isOurKey(key)) await hearForeignPage(deps, told, news);
  const actor = await whoIs(deps, news.by);
  const by = news.by === null ? null : actorId(actor);
  const paged = told && { ...told.paged, rung: 0 };
  const resolves = actor.kind === 'person' && may(actor, 'incident.resolve').ok;
  const gone = news.what === 'deleted' || news.what === 'merged';
  return hear(deps, { page: news.page, key, gone }, delivery, {
    actor,
    async ofIncident(incident) {
      const knows = mayKnow(incident, news.by, actor);
      const mayResolve = resolves && knows ? { firing: await firingOf(deps, incident) } : null;
      return { type: 'hear-page', news, by: knows ? by : null, mayResolve, paged };
    },
    ofAlert: { type: 'hear-page', news, by, paged },
  });
}

/** Whoever has an account there sees the page of what is private, and must not stop its clock without knowing what it is, unless they are called for it. */
function mayKnow(incident: Incident, by: PagerPerson | null, actor: Actor): boolean {
  if (by === null || !incident.restricted) return true;
  const called = incident.page?.assignees.some(({ id }) => id === by.id) ?? false;
  return called || (actor.kind === 'person' && visibleTo(actor, incident));
}

/** A page was opened: ours, where it has one of our keys, also if nobody told us yet that we did it; an alert, where it has none. `late`: see `HearPaged`. */
export async function hearPaged(
  deps: Hearing,
  { key, told, late }: { readonly key: string | null; readonly told: ToldPage; readonly late: boolean },
  delivery: string,
): Promise<Answer> {
  if (!isOurKey(key)) await hearForeignPage(deps, told, null);
  // As it was opened: what became of it since is told by itself, or asked for.
  const command = { type: 'hear-paged', paged: { ...told.paged, status: 'triggered', rung: 0 }, late } as const;
  const about = { page: told.paged.page, key };
  return hear(deps, about, delivery, { actor: engineActor, ofIncident: () => command, ofAlert: command });
}

/** Somebody wrote a note there; what we wrote ourselves is told by whoever reads it. */
export async function hearNote(
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
  const { id, at, by, content } = note;
  return hear(deps, { page, key: null }, delivery, {
    actor: await whoIs(deps, by),
    ofIncident: () => ({ type: 'hear-note', page, id, at, text: proseOf(deps, content) }),
    ofAlert: null,
  });
}

/** What was told says nothing that we keep: that it came is kept. */
export function hearNothing(deps: Hearing, delivery: string): Promise<Answer> {
  return hearOnce(deps, delivery, async () => ({ answer: notOurs }));
}

/** What is told means to whoever has the page, of which there may be two: an alert of PagerDuty, and the incident it became. */
interface Meaning {
  readonly actor: Actor;
  readonly ofIncident: (incident: Incident) => ChangeCommand | Promise<ChangeCommand>;
  readonly ofAlert: AlertPageCommand | null;
}

function hear(
  deps: Hearing,
  about: AboutPage,
  delivery: string,
  { actor, ofIncident, ofAlert }: Meaning,
): Promise<Answer> {
  return hearOnce(deps, delivery, async () => {
    const by: By = { actor, at: deps.clock.now(), policy: deps.policy };
    const { incident, alert } = await ownersOf(deps, about);
    const change = alert && ofAlert && changeFor(alert, ofAlert, by);
    const attached = change && (await goesOnAs(deps, change.after.incident));
    const news = change && attached ? newsFor(attached, change) : [];
    const number = incident?.number ?? (ofAlert && alert ? alert.number : null);
    // Of two incidents that this means something to, each hears its part; one that has the page hears of its alert as well.
    const both = attached !== null && attached.stream === incident?.stream;
    return {
      answer: number === null ? notOurs : { ok: true, number },
      changes: [
        ...(change ? [change] : []),
        ...(attached && !both ? changedBy(attached, news, by) : []),
        ...(incident ? changedBy(incident, [await ofIncident(incident), ...(both ? news : [])], by) : []),
      ],
    };
  });
}

/** `null`: it is no news. */
function changeFor(alert: Alert, command: AlertPageCommand, by: By): AlertChange | null {
  const decision = decide(alert, command, { policy: by.policy, now: by.at });
  return decision.ok && decision.events.length > 0 ? changeOf(alert, decision.events, by) : null;
}

/** Whether a page was opened by a bot like us: it is no alert, whosever it is. */
function isOurKey(key: string | null): boolean {
  return key !== null && streamOfKey(key) !== null;
}

interface Owners {
  readonly incident: Incident | null;
  readonly alert: Alert | null;
}

/** Who has the page, or for whom it was opened: it may be told of before we know that. */
async function ownersOf({ store }: Pick<Deps, 'store'>, { page, key, gone }: AboutPage): Promise<Owners> {
  const [incident, standing] = await Promise.all([store.incidentOfPage(page), store.alertOfPage(page)]);
  // An incident has its page, and it is an alert all the same.
  const alert = standing ?? (gone ? await store.newestAlert('pagerduty', page) : null);
  const stream = key === null ? null : streamOfKey(key);
  if (incident || alert || stream === null) return { incident, alert };
  if (stream.startsWith('alert-')) {
    const named = await store.alert(Number(stream.slice('alert-'.length)));
    return { incident, alert: named && pageKey(named.stream, named.keyedAt) === key ? named : null };
  }
  const named = await store.incident(incidentNumber(stream), engineActor);
  return { incident: named && pageKey(named.stream, named.declaredAt) === key ? named : null, alert };
}
