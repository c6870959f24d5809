import type { Audience } from '#src/domain/incident/events/life.ts';
import type { Role } from '#src/domain/incident/events/people.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { severityName } from '#src/domain/severity.ts';
import { message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { channelLink, clip, code, fitted, inline, listed, mention, when } from '#views/text.ts';
import { nameOf, roleWords, room, statusWords } from './words.ts';

/** What somebody did. */
export type Done =
  | { readonly what: 'update'; readonly audience: Audience; readonly nextAt: number | null }
  | { readonly what: 'status' | 'severity' | 'acknowledge' | 'reopen' | 'cancel' | 'close' }
  | { readonly what: 'assign'; readonly role: Role; readonly person: string | null }
  /** `by` and `said`: who applied which. */
  | { readonly what: 'mitigation-applied'; readonly by: string; readonly said: string }
  | { readonly what: 'mitigation-removed'; readonly mitigation: number }
  | { readonly what: 'affected'; readonly values: readonly string[]; readonly remove: boolean }
  | { readonly what: 'link' }
  | { readonly what: 'relate'; readonly other: number; readonly apart: boolean }
  | { readonly what: 'merge'; readonly into: number }
  | { readonly what: 'undo-merge' };

export interface IncidentDoneProps {
  /** As it is now. */
  readonly incident: Incident;
  readonly policy: Policy;
  readonly done: Done;
}

/** The answer to who changed something: what is stored and what follows. The news itself stands in the channel, so it is not told here again. */
export function incidentDone({ incident, policy, done }: IncidentDoneProps): Message {
  const { stored, follows } = wordsFor(done, incident, policy);
  return paragraph(`*${nameOf(incident)}: ${stored}*${follows ? ` ${follows}` : ''}`);
}

interface Words {
  readonly stored: string;
  readonly follows: string;
}

function wordsFor(done: Done, incident: Incident, policy: Policy): Words {
  const told = `Told in ${places(incident, policy)}.`;
  const here = incident.channel ? `Told in ${channelLink(incident.channel.id)}.` : '';
  switch (done.what) {
    case 'update': {
      const kind = done.audience === 'customers' ? 'your update for customers is stored.' : 'your update is stored.';
      const next = done.nextAt === null ? '' : ` The next one is promised for ${when(done.nextAt)}.`;
      return { stored: kind, follows: `It is being posted in ${places(incident, policy)}.${next}` };
    }
    case 'status':
      return { stored: `${statusWords[incident.status]} is stored.`, follows: told };
    case 'severity':
      return { stored: `${severityName(incident.severity)} is stored.`, follows: told };
    case 'acknowledge':
      return {
        stored: 'you have acknowledged it.',
        follows: `${here} Say what you find with ${code('/apgms incident update')}`.trim(),
      };
    case 'assign':
      return assigned(done.role, done.person, here);
    case 'mitigation-applied': {
      const own = incident.mitigations.findLast((one) => one.by === done.by && words(one.what) === done.said);
      if (!own) return { stored: 'the mitigation is stored.', follows: here };
      const { number } = own;
      const back = code(`/apgms incident mitigation ${incidentName(incident.number)} removed ${number}`);
      return { stored: `mitigation ${number} is stored.`, follows: `${here} Once it is taken back: ${back}`.trim() };
    }
    case 'mitigation-removed':
      return { stored: `mitigation ${done.mitigation} is recorded as removed.`, follows: left(incident) };
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
    case 'relate': {
      const other = incidentName(done.other);
      return done.apart
        ? { stored: `no longer related to ${other}.`, follows: '' }
        : { stored: `related to ${other}.`, follows: 'The cards of both say so.' };
    }
    case 'merge': {
      const back = code(`/apgms incident merge undo ${incidentName(incident.number)}`);
      const into = incidentName(done.into);
      return { stored: `merged into ${into}.`, follows: `Its people are being added there. To take it back: ${back}` };
    }
    case 'undo-merge':
      return { stored: 'it goes on by itself again.', follows: told };
    case 'reopen':
      return { stored: 'reopened.', follows: told };
    case 'cancel':
      return { stored: 'cancelled.', follows: told };
    case 'close':
      return { stored: 'closed: its record is complete.', follows: told };
  }
}

function assigned(role: Role, person: string | null, here: string): Words {
  if (person === null) return { stored: `nobody is ${roleWords[role]} now.`, follows: here };
  const follows = `They are being brought into the channel. ${here}`.trim();
  return { stored: `${mention(person)} is ${roleWords[role]}.`, follows };
}

function left({ mitigations }: Incident): string {
  const standing = mitigations.filter((one) => one.removed === null).map((one) => String(one.number));
  if (standing.length === 0) return 'None is left in place.';
  return `Still in place: ${fitted(standing, ', ', 200)}.`;
}

/** Where its news are told: a restricted one has nothing outside its own channel. */
function places({ channel, restricted }: Incident, policy: Policy): string {
  const own = channel ? channelLink(channel.id) : 'its channel, once that is open';
  return listed([own, ...(restricted ? [] : [room(policy, 'status')])]);
}

/** Words that belong into a form which asks which incident, and are too many for one. Nothing was stored. */
export function tooLongForForm({ name, text }: { readonly name: string; readonly text: string }): Message {
  const stopped = '*Nothing stored:* I need to know more for this, and your text is too long for a form.';
  const way = `Send it again with the incident in front: ${code(`/apgms ${name} INC-42 ${clip(text, 100)}`)}`;
  return message(`${stopped} ${way}`, [section(stopped), section(way)]);
}

/** The answer to who asks to be let in: the same whether there is such an incident or not. */
export function accessRequested({ number }: { readonly number: number }): Message {
  const name = incidentName(number);
  return paragraph(
    `*If ${name} is a private incident, its members have been asked to let you in.* You hear from me if they do. I cannot say more about it.`,
  );
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
