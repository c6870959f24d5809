import type { Pool } from 'pg';
import type { StreamWord } from '#src/domain/streams.ts';
import { StoreUnavailable } from '#src/errors.ts';
import type { Log } from '#src/ports/log.ts';
import type { Store } from '#src/ports/store.ts';
import type { Clock } from '#src/ports/time.ts';
import { makeAnchor } from './anchors.ts';
import { setGoing } from './asked-again.ts';
import { holdBucket } from './buckets.ts';
import { claim } from './claim.ts';
import { commitNumbered, commitOnce } from './commit.ts';
import { type Db, openDatabase } from './database.ts';
import { sql } from './drizzle.ts';
import { codeOf } from './errors.ts';
import { readEvent, readEvents } from './events.ts';
import { keepOnCall, readOnCall } from './facts.ts';
import { forgetAnswers, readAnswer } from './inbox.ts';
import { listenForChanges } from './listen.ts';
import { notify } from './locks.ts';
import { messageStandingAt } from './messages.ts';
import {
  claimPagerUser,
  keepPagerUser,
  pagerOf,
  personInPager,
  releasePagerUser,
  strangerAsked,
  strangersInPager,
} from './pager-users.ts';
import { keepPerson, keepPolicy, readPeople, readPeopleWith, readPerson } from './people.ts';
import {
  alertByNumber,
  alertByPage,
  alertsAttachedTo,
  alertsPaged,
  alertsWorstFirst,
  countAlerts,
  newestAlert,
} from './reads/alerts.ts';
import {
  countIncidents,
  incidentByChannel,
  incidentByNumber,
  incidentByPage,
  incidentsCapturing,
  incidentsPaged,
  incidentsWorstFirst,
  owedBy,
  streamsPromising,
  workOfStream,
} from './reads.ts';
import { alertEvent } from './shapes/alert-event.ts';
import { incidentEvent } from './shapes/incident-event.ts';
import { hasStaleSnapshots, rebuildSnapshots, stale } from './snapshots.ts';
import { redact } from './texts.ts';
import { beginTimers, earliest, putTimers, readActivity, releaseClaims, takeDue } from './timers.ts';
import { keepLook, keepLooking, keepVerification, lookOn, readLooking, readVerification } from './verifications.ts';
import { auditRecord } from './verify/verify.ts';

export interface StoreParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The store on a migrated database. The pool is the caller's: made before, ended after `close`; one of its clients is kept for listening from the first
 * `onChange` on. Its `query_timeout` and `connectionTimeoutMillis` are how long a call can take before `StoreUnavailable`.
 */
export function createStore({ pool, clock, log }: StoreParts): Store {
  const database = openDatabase(pool);
  const changes = listenForChanges(pool, log);
  // The next use gets a new connection, and that is where a lasting fault shows.
  pool.on('error', (error) => log.warn({ code: codeOf(error) }, 'an idle database connection dropped'));

  /** Reads snapshots that today's `evolve` made; where `work` picks them by more than their name, older ones could be missed. */
  async function fresh<T>(of: StreamWord, work: (db: Db) => Promise<T>): Promise<T> {
    if (await database.read((db) => hasStaleSnapshots(db, of))) await rebuildSnapshots(database, of);
    return database.read(work);
  }

  /** The same for a read that names what it wants: it is made anew where it turns out to be older. */
  async function named<T>(of: StreamWord, work: (db: Db) => Promise<T | typeof stale>): Promise<T> {
    const found = await database.read(work);
    if (found !== stale) return found;
    await rebuildSnapshots(database, of);
    const rebuilt = await database.read(work);
    if (rebuilt === stale) throw new Error('a snapshot is stale right after it was made anew');
    return rebuilt;
  }

  return {
    commit: (commit) => commitOnce(database, commit, clock.now()),
    commitNumbered: (counter, delivery, build) => commitNumbered(database, { counter, delivery, build }, clock.now()),
    answerTo: (key) => database.read((db) => readAnswer(db, key)),

    incident: (number, viewer) => named('inc', (db) => incidentByNumber(db, number, viewer)),
    incidentInChannel: (channel, viewer) => fresh('inc', (db) => incidentByChannel(db, channel, viewer)),
    incidentsCapturing: (message, viewer) => fresh('inc', (db) => incidentsCapturing(db, message, viewer)),
    incidents: (filter, page, viewer) => fresh('inc', (db) => incidentsWorstFirst(db, filter, page, viewer)),
    incidentCount: (filter, viewer) => fresh('inc', (db) => countIncidents(db, filter, viewer)),
    promising: () => fresh('inc', streamsPromising),
    owedBy: (debtor, limit, viewer) => fresh('inc', (db) => owedBy(db, debtor, limit, viewer)),
    events: (stream) => database.read((db) => readEvents(db, stream, incidentEvent)),
    event: (stream, seq) => database.read((db) => readEvent(db, stream, seq, incidentEvent)),
    alertEvents: (stream) => database.read((db) => readEvents(db, stream, alertEvent)),
    alert: (number) => named('alert', (db) => alertByNumber(db, number)),
    newestAlert: (source, key) => fresh('alert', (db) => newestAlert(db, source, key)),
    alerts: (filter, page) => fresh('alert', (db) => alertsWorstFirst(db, filter, page)),
    alertCount: (filter) => fresh('alert', (db) => countAlerts(db, filter)),
    alertsOf: (incident) => fresh('alert', (db) => alertsAttachedTo(db, incident)),
    messageAt: ({ channel, ts }) => database.read((db) => messageStandingAt(db, channel, ts)),
    workOf: (stream) => database.read((db) => workOfStream(db, stream)),

    claim: (request) => database.transact((tx) => claim(tx, request)),
    holdBucket: (key, until) => database.read((db) => holdBucket(db, key, until)),
    releaseClaims: () => database.transact((tx) => releaseClaims(tx, clock.now())),

    dueTimers: (now, againMs, limit) => database.transact((tx) => takeDue(tx, now, againMs, limit)),
    nextTimer: () => database.read(earliest),
    setTimers: (set) =>
      database.transact(async (tx) => {
        await putTimers(tx, set);
        await notify(tx);
      }),
    beginTimers: (set) =>
      database.transact(async (tx) => {
        await beginTimers(tx, set);
        await notify(tx);
      }),
    onChange: (listener) => changes.on(listener),
    activity: (now) => database.read((db) => readActivity(db, now)),

    setGoing: (effects) => database.transact((tx) => setGoing(tx, effects, clock.now())),

    anchor: (effectsOf) => database.transact((tx) => makeAnchor(tx, effectsOf, clock.now())),

    audit: (report) => auditRecord(database, report),

    async pagesStanding() {
      const subjects = [...(await fresh('inc', incidentsPaged)), ...(await fresh('alert', alertsPaged))];
      return subjects.flatMap(({ page }) => page ?? []);
    },
    alertOfPage: (page) => fresh('alert', (db) => alertByPage(db, page)),
    incidentOfPage: (page) => fresh('inc', (db) => incidentByPage(db, page)),

    person: (id) => database.read((db) => readPerson(db, id)),
    personInPager: (user) => database.read((db) => personInPager(db, user)),
    pagerOf: (person) => database.read((db) => pagerOf(db, person)),
    claimPagerUser: (user, person) => database.transact((tx) => claimPagerUser(tx, user, person)),
    releasePagerUser: (person) => database.read((db) => releasePagerUser(db, person)),
    onCall: () => database.read(readOnCall),
    keepOnCall: (onCall) => database.read((db) => keepOnCall(db, onCall)),
    strangersInPager: (limit) => database.read((db) => strangersInPager(db, limit)),
    strangerAsked: (email) => database.read((db) => strangerAsked(db, email, clock.now())),
    keepPagerUser: (user) => database.read((db) => keepPagerUser(db, user, clock.now())),
    verification: (day) => database.read((db) => readVerification(db, day)),
    looking: (day) => database.read((db) => readLooking(db, day)),
    keepLooking: (day, looking, effects) =>
      database.transact((tx) => keepLooking(tx, day, looking, { effects, now: clock.now() })),
    lookOn: (day, until) => database.read((db) => lookOn(db, day, until)),
    keepLook: (day, index, found) => database.read((db) => keepLook(db, day, index, found)),
    keepVerification: (verification, following) =>
      database.transact((tx) => keepVerification(tx, verification, following, clock.now())),
    people: (ids) => database.read((db) => readPeople(db, ids)),
    peopleWith: (emails) => database.read((db) => readPeopleWith(db, emails)),
    keepPerson: (person) => database.read((db) => keepPerson(db, person)),
    keepPolicy: (hash, text) => database.read((db) => keepPolicy(db, hash, text)),
    redact: (prose) => database.read((db) => redact(db, prose)),
    forgetInbox: (before) => database.read((db) => forgetAnswers(db, before)),

    async ready() {
      try {
        await database.read((db) => db.execute(sql`select 1`));
        return true;
      } catch (error) {
        if (error instanceof StoreUnavailable) return false;
        throw error;
      }
    },
    close: () => changes.close(),
  };
}
