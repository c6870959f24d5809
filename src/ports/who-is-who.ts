import type { BotEffect } from '#src/domain/bot-effects.ts';
import type { OnCall } from '#src/domain/on-call.ts';
import type { Looking } from '#src/domain/verification/looking.ts';
import type { DutyFinding, Verification } from '#src/domain/verification/verification.ts';
import type { PagerUser } from './pager.ts';
import type { Wake } from './work.ts';

/** Who somebody is, kept so that a command needs no call to Slack. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly guest: boolean;
  readonly outsider: boolean;
  readonly seenAt: number;
}

/** Who somebody is in PagerDuty. */
export interface PagerIdentity {
  readonly user: PagerUser;
  /** They said so; else they have the e-mail of that user. */
  readonly said: boolean;
}

/** What the store knows of people: who they are in Slack and in PagerDuty, and who of them is called. */
export interface WhoIsWho {
  person(id: string): Promise<KnownPerson | null>;
  /** Who a PagerDuty user is in Slack: as somebody said, or whoever has their e-mail. `null`: not known. */
  personInPager(user: string): Promise<KnownPerson | null>;
  /** Who somebody is in PagerDuty, as far as we know by now. */
  pagerOf(person: string): Promise<PagerIdentity | null>;
  /** Keeps that somebody said they are this PagerDuty user, and no other any more. `false`: somebody else said so first, and nothing is changed. */
  claimPagerUser(user: string, person: string): Promise<boolean>;
  /** Takes back what somebody said. Returns which PagerDuty user it was; `null`: they had said nothing. */
  releasePagerUser(person: string): Promise<string | null>;
  /** E-mails of PagerDuty users whom we do not know in Slack: those for whom Slack was never asked first, then by how long ago that was. */
  strangersInPager(limit: number): Promise<readonly string[]>;
  /** Slack was asked who has this e-mail: the others have their turn before it. */
  strangerAsked(email: string): Promise<void>;
  keepPagerUser(user: PagerUser): Promise<void>;
  /** Who is on call, as PagerDuty last said; `null`: it was never asked. Whoever said who they are there has the e-mail they have in Slack. */
  onCall(): Promise<OnCall | null>;
  keepOnCall(onCall: OnCall): Promise<void>;
  /** What came of looking at who is called, on that day (`YYYY-MM-DD`); `null`: it was not looked at, is still under way, or too long ago. */
  verification(day: string): Promise<Verification | null>;
  /** What is under way of it; `null`: nothing, or it is over. */
  looking(day: string): Promise<Looking | null>;
  /** Begins it, or keeps what is to be looked at, each once for each day, with what follows from it. Returns the rows that can go now. */
  keepLooking(day: string, looking: Looking, effects: readonly BotEffect[]): Promise<readonly Wake[]>;
  /** Gives it more time: until then (ms). */
  lookOn(day: string, until: number): Promise<void>;
  /** Keeps what the `index`-th look found. Returns what is known with it; `null`: it is over. */
  keepLook(day: string, index: number, found: readonly DutyFinding[]): Promise<Looking | null>;
  /**
   * Keeps what came of it, with what follows from that, once for each day; the days before the last thirty are forgotten. Returns the rows that can go
   * now; `null`: that day was kept before.
   */
  keepVerification(verification: Verification, effects: readonly BotEffect[]): Promise<readonly Wake[] | null>;
  /** Those of them we know, in no order. */
  people(ids: readonly string[]): Promise<readonly KnownPerson[]>;
  /** Those we know who have one of these e-mails, in no order. */
  peopleWith(emails: readonly string[]): Promise<readonly KnownPerson[]>;
  keepPerson(person: KnownPerson): Promise<void>;
}
