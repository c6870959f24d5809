import type { Role } from '#src/domain/incident/events/people.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import { mention } from '#views/text.ts';
import { slackPen } from './pen.ts';
import { askedWords } from './timeline-paging.ts';
import { roleWords } from './words.ts';

/** What is so now that somebody has a role, and where that is told (`here`). `by`: who gave it. */
export function assigned(role: Role, person: string | null, by: string, here: string) {
  if (person === null) return { stored: `nobody is ${roleWords[role]} now.`, told: here };
  if (person === by) return { stored: `you are ${roleWords[role]}.`, told: here };
  return {
    stored: `${mention(person)} is ${roleWords[role]}.`,
    told: `They are being brought into the channel. ${here}`,
  };
}

/** That more people are asked for, where that is told (`here`), and whether their phones are known not to ring for now (`silent`). */
export function paged({ asked, silent }: { readonly asked: Asked; readonly silent: boolean }, here: string) {
  const follows = silent ? 'PagerDuty does not answer: Slack asks them, and PagerDuty is tried again.' : '';
  return { stored: `${askedWords(asked, slackPen(new Map()))} is being asked to join.`, told: here, follows };
}
