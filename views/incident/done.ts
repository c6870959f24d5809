import type { TaskReference } from '#src/domain/incident/checklists.ts';
import type { Audience } from '#src/domain/incident/events/life.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import { missingOf } from '#src/domain/incident/missing.ts';
import { type Incident, incidentName, newsChannel } from '#src/domain/incident/state.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { ObligationKind } from '#src/domain/promises/obligation.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { asTyped } from '#views/as-read.ts';
import { message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { clip, code, fitted, inline, listed, mention, when } from '#views/text.ts';
import { taskDone } from './checklist.ts';
import { untickedWords } from './checklist-words.ts';
import { afterwardsWords } from './done-afterwards.ts';
import { assigned, paged } from './done-people.ts';
import { type Ending, howRead, notOutside } from './done-update.ts';
import type { FollowUpRequest } from './forms/follow-up.ts';
import { missingWords, nameOf, ownPlace, readAs, roleWords, room, statusWords } from './words.ts';

/** What somebody did. */
export type Done =
  | { readonly what: 'update'; readonly audience: Audience; readonly ending: Ending | null }
  | { readonly what: 'severity' | 'acknowledge' | 'reopen' | 'cancel' | 'close' }
  /** `silent`: PagerDuty does not answer as far as is known. */
  | { readonly what: 'page'; readonly asked: Asked; readonly silent: boolean }
  /** `slip`: what it was read from, where it was not typed as it is called. */
  | { readonly what: 'status'; readonly slip: string | null }
  | { readonly what: 'assign'; readonly role: Role; readonly person: string | null; readonly slip: string | null }
  /** `said`: which. */
  | { readonly what: 'mitigation-applied'; readonly said: string }
  | { readonly what: 'mitigation-removed'; readonly mitigation: number }
  | { readonly what: 'affected'; readonly values: readonly string[]; readonly remove: boolean }
  | { readonly what: 'link' }
  /** `at`: when it happened, where that was earlier (ms). */
  | { readonly what: 'note'; readonly at: number | null }
  | { readonly what: 'relate'; readonly other: number; readonly apart: boolean }
  /** `into`: as it is now. */
  | { readonly what: 'merge'; readonly into: Pick<Incident, 'number' | 'severity'> }
  | { readonly what: 'undo-merge' }
  | { readonly what: 'task'; readonly does: 'done' | 'undone' | 'waived'; readonly task: TaskReference }
  | { readonly what: 'review-scheduled' | 'review-held' }
  | { readonly what: 'follow-up'; readonly request: FollowUpRequest }
  /** `kind`: which; `null`: what was due first. */
  | { readonly what: 'snooze'; readonly kind: ObligationKind | null };

export interface IncidentDoneProps {
  /** As it is now. */
  readonly incident: Incident;
  readonly policy: Policy;
  readonly done: Done;
  /** Who did it: a Slack id. */
  readonly by: string;
  /** The channel they did it in; `null`: none. */
  readonly from: string | null;
}

/** The answer to who changed something: what is so now and what follows. In the incident's own channel the news come next, so where they are told is left out. */
export function incidentDone(props: IncidentDoneProps): Message {
  const { incident, policy, done } = props;
  if (done.what === 'task') return taskDone(incident, policy, done.task);
  const { stored, told = '', follows = '' } = wordsFor({ ...props, done });
  const words = [`${stored}*`, newsComeNext(props) ? '' : told, follows];
  return paragraph(`*${nameOf(incident)}: ${words.filter(Boolean).join(' ')}`);
}

/** Whether everybody hears of it next where it was done. */
export function newsComeNext(props: IncidentDoneProps): boolean {
  const { incident, done, from } = props;
  if (done.what === 'task') return false;
  return wordsFor({ ...props, done }).told !== undefined && from !== null && from === newsChannel(incident)?.id;
}

export interface DoneWords {
  readonly stored: string;
  /** Where its news are told, the incident's channel among them. */
  readonly told?: string;
  readonly follows?: string;
}

function wordsFor({
  done,
  incident,
  policy,
  by,
}: IncidentDoneProps & { readonly done: Exclude<Done, { readonly what: 'task' }> }): DoneWords {
  const told = `Told in ${places(incident, policy)}.`;
  const here = `Told in ${ownPlace(incident)}.`;
  switch (done.what) {
    case 'update': {
      const kind = done.audience === 'customers' ? 'your update for customers is stored.' : 'your update is stored.';
      const nextAt = incident.updates[done.audience]?.nextAt ?? null;
      const next = nextAt === null ? '' : ` The next one is promised for ${when(nextAt)}.`;
      const posted = `It is being posted in ${places(incident, policy)}.${next}`;
      const read = done.ending ? [howRead(done.ending, incident)] : [];
      const outside = done.audience === 'customers' ? [notOutside(incident)] : [];
      return { stored: kind, told: posted, follows: [...outside, ...read].join(' ') };
    }
    case 'status':
      return {
        stored: `it is ${statusWords[incident.status].toLowerCase()} now.`,
        told,
        follows: readAs(done.slip, statusWords[incident.status].toLowerCase()),
      };
    case 'severity':
      return { stored: `it is ${severityName(incident.severity)} now.`, told };
    case 'acknowledge':
      return {
        stored: 'you have acknowledged it.',
        told: here,
        follows: `Say what you find with ${code('/apgms incident update')}`,
      };
    case 'assign':
      return { ...assigned(done.role, done.person, by, here), follows: readAs(done.slip, roleWords[done.role]) };
    case 'page':
      return paged(done, here);
    case 'mitigation-applied': {
      const own = incident.mitigations.findLast((one) => one.by === by && words(one.what) === done.said);
      if (!own) return { stored: 'the mitigation is stored.', told: here };
      const { number } = own;
      const back = code(`/apgms incident mitigation ${incidentName(incident.number)} removed ${number}`);
      return { stored: `mitigation ${number} is stored.`, told: here, follows: `Once it is taken back: ${back}` };
    }
    case 'mitigation-removed':
      return { stored: `mitigation ${done.mitigation} is recorded as removed.`, told: here, follows: left(incident) };
    case 'affected': {
      const values = fitted(
        done.values.map((value) => inline(value, 60)),
        ', ',
        300,
      );
      return {
        stored: `${values} ${done.remove ? 'removed.' : 'stored.'}`,
        follows: 'The card shows what is touched.',
      };
    }
    case 'link':
      return { stored: 'the link is stored.', follows: 'The card shows it.' };
    case 'note': {
      const time = done.at === null ? '' : ` for ${when(done.at)}`;
      const all = code(`/apgms incident timeline ${incidentName(incident.number)}`);
      return { stored: `your note is stored${time}.`, told: here, follows: `All of it: ${all}` };
    }
    case 'relate': {
      const other = incidentName(done.other);
      return done.apart
        ? { stored: `no longer related to ${other}.` }
        : { stored: `related to ${other}.`, follows: 'The cards of both say so.' };
    }
    case 'merge': {
      const back = code(`/apgms incident merge undo ${incidentName(incident.number)}`);
      const into = incidentName(done.into.number);
      const follows = `Its people are being added there.${milder(incident, done.into)} To take it back: ${back}`;
      return { stored: `merged into ${into}.`, follows };
    }
    case 'undo-merge':
      return { stored: 'it goes on by itself again.', told };
    case 'reopen':
      return { stored: 'reopened.', told };
    case 'cancel':
      return { stored: 'cancelled.', told };
    case 'close': {
      const lacks = missingWords(missingOf(incident));
      const stored = lacks.length > 0 ? `closed, although ${listed(lacks)}.` : 'closed: its record is complete.';
      return { stored, told, follows: untickedWords(incident, policy) };
    }
    case 'review-scheduled':
    case 'review-held':
    case 'follow-up':
    case 'snooze':
      return afterwardsWords(done, incident, policy, here);
  }
}

/** What goes on keeps its severity: whoever merged something worse into it may want to raise it. */
function milder(merged: Incident, into: Pick<Incident, 'number' | 'severity'>): string {
  if (into.severity <= merged.severity) return '';
  const [worse, name] = [severityName(merged.severity), incidentName(into.number)];
  const raise = code(`/apgms incident severity ${name} ${merged.severity}`);
  return ` It was ${worse} and ${name} stays ${severityName(into.severity)}. To raise that to ${worse}: ${raise}`;
}

function left({ mitigations }: Incident): string {
  const standing = mitigations.filter((one) => one.removed === null).map((one) => String(one.number));
  if (standing.length === 0) return 'None is left in place.';
  return `Still in place: ${fitted(standing, ', ', 200)}.`;
}

/** Where its news are told: a restricted one has nothing outside its own channel. */
function places(incident: Incident, policy: Policy): string {
  return listed([ownPlace(incident), ...(incident.restricted ? [] : [room(policy, 'status')])]);
}

/** Words that belong into a form which asks which incident, and are too many for one. Nothing was stored. */
export function tooLongForForm({ name, text }: { readonly name: string; readonly text: string }): Message {
  const stopped = '*Nothing stored:* I need to know more for this, and your text is too long for a form.';
  const way = `Send it again with the incident in front: ${code(`/apgms ${name} INC-42 ${clip(asTyped(text), 100)}`)}`;
  return message(`${stopped} ${way}`, [section(stopped), section(way)]);
}

/** The answer to who asks to be let in: the same whether there is such an incident or not. */
export function accessRequested({ number }: { readonly number: number }): Message {
  const name = incidentName(number);
  return paragraph(
    `*If ${name} is a private incident, its members have been asked to let you in.* You hear from me if they do. I cannot say more about it.`,
  );
}

/** The question to which incident: those that somebody may not know of cannot be offered. */
export function accessToWhich({ example }: { readonly example: string }): Message {
  return paragraph(`*Let into which incident?* Name the one you were told of: ${code(example)}`);
}

/** To the member who answered. */
export function accessAnswered({ person, granted }: { readonly person: string; readonly granted: boolean }): Message {
  return granted
    ? paragraph(`*${mention(person)} is being let in:* they are told, and added to the channel.`)
    : paragraph(`*${mention(person)} is not let in.* They are told nothing.`);
}

/** The answer to a status that another verb brings about. Nothing was stored. */
export function otherVerb({ verb, number }: { readonly verb: string; readonly number: number | null }): Message {
  const name = number === null ? '' : ` ${incidentName(number)}`;
  const why = verb === 'resolve' ? 'its health is checked first' : 'that is done by a command of its own';
  return paragraph(`*Nothing changed:* ${why}. Type ${code(`/apgms incident ${verb}${name}`)}`);
}
