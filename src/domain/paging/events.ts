import type { Prose } from '#src/domain/prose.ts';
import type { PageHappening, PagerPerson, PageSource, PageStatus, PageUrgency, Responder } from './page.ts';

/** Who is asked to join in: a person by Slack id, a rung of the escalation path, or whoever is on call for a service. */
export type Asked =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'rung'; readonly rung: number; readonly name: string }
  | { readonly kind: 'service'; readonly service: string; readonly name: string };

/** How calling people through PagerDuty went, and what became of it there. */
export type PageEvent =
  /** A page stands there: opened by us, or found. `rung`: of the escalation path, 0: whoever PagerDuty calls for the service. */
  | { readonly type: 'paged'; readonly v: 1; readonly data: Paged }
  /** There was nobody to call. `next`: the rung that is called instead; `null`: there is none. */
  | { readonly type: 'page-unanswerable'; readonly v: 1; readonly data: Unanswerable }
  | { readonly type: 'page-changed'; readonly v: 1; readonly data: PageChangedV1 }
  | { readonly type: 'page-changed'; readonly v: 2; readonly data: PageChanged }
  /** Who was called through PagerDuty besides, because of the event `of`. */
  | { readonly type: 'responders-paged'; readonly v: 2; readonly data: RespondersPaged };

/** The same for an incident, and what people did for it besides. */
export type PagingEvent =
  | PageEvent
  /** Somebody wrote a note there. */
  | {
      readonly type: 'page-noted';
      readonly v: 1;
      readonly data: { readonly id: string; readonly at: number; readonly text: Prose };
    }
  /** Another page stood there besides the one that it goes on with: it is ended. */
  | { readonly type: 'page-spare'; readonly v: 1; readonly data: PageSpare }
  /** Somebody wants more people in. */
  | {
      readonly type: 'responders-asked';
      readonly v: 1;
      readonly data: { readonly asked: Asked; readonly why: Prose | null };
    }
  /** Who was told of the event `of` in Slack, by Slack id; `missing`: e-mails nobody there has, or who may not know of it. */
  | {
      readonly type: 'responders-told';
      readonly v: 1;
      readonly data: { readonly of: number; readonly people: readonly string[]; readonly missing: readonly string[] };
    }
  | { readonly type: 'responders-paged'; readonly v: 1; readonly data: RespondersPagedV1 }
  /** Somebody whom only PagerDuty named turned out to be `person` in Slack. `by`: as `actorId` named them. */
  | {
      readonly type: 'person-recognised';
      readonly v: 1;
      readonly data: { readonly by: string; readonly person: string };
    }
  /** PagerDuty took the acknowledgement back; it waits for another one from `at` on. */
  | { readonly type: 'acknowledgement-lapsed'; readonly v: 1; readonly data: { readonly at: number } };

export interface Paged {
  readonly page: string;
  readonly number: number;
  readonly url: string;
  readonly service: { readonly id: string; readonly name: string };
  readonly status: PageStatus;
  readonly urgency: PageUrgency;
  readonly priority: string | null;
  readonly assignees: readonly PagerPerson[];
  /** When it was opened there (ms). */
  readonly at: number;
  readonly rung: number;
}

/** Why nobody is called: nobody is on call there; nobody of the rung has an account; the policy names no service of PagerDuty for it. */
export const unables = ['nobody-on-call', 'no-account', 'no-service'] as const;
export type Unable = (typeof unables)[number];

export interface Unanswerable {
  readonly rung: number;
  /** What was called: a service, or a rung of the escalation path. */
  readonly name: string;
  readonly why: Unable;
  readonly next: number | null;
}

export interface PageSpare {
  readonly page: string;
  readonly number: number;
  readonly url: string;
}

export interface RespondersPaged {
  readonly of: number;
  readonly people: readonly PagerPerson[];
  /** E-mails nobody has there. */
  readonly missing: readonly string[];
  /** Why nobody can be asked to join in: the account cannot do it, or there is nothing there to join; `null`: they can. */
  readonly unable: 'no-ability' | 'no-page' | null;
}

/** As long as only the account stood in the way. */
export interface RespondersPagedV1 extends Omit<RespondersPaged, 'unable'> {
  readonly unable: boolean;
}

export interface PageChanged {
  readonly what: PageHappening;
  /** When (ms), as PagerDuty tells. */
  readonly at: number;
  /** Who did it there; `null`: PagerDuty by itself, or a machine. */
  readonly by: PagerPerson | null;
  /** It is what we did ourselves, told back. */
  readonly echo: boolean;
  readonly status: PageStatus;
  readonly urgency: PageUrgency;
  readonly priority: string | null;
  readonly assignees: readonly PagerPerson[];
  /** Who was asked to join, or answered. */
  readonly responder: Responder | null;
  readonly from: PageSource;
}

/** As long as nothing said from where it is known. */
export type PageChangedV1 = Omit<PageChanged, 'from'>;
