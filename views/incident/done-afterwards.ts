import { obligationsOf } from '#src/domain/incident/promises/obligations.ts';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { words } from '#src/domain/prose.ts';
import { code, when } from '#views/text.ts';
import type { Done, DoneWords } from './done.ts';
import { promiseName } from './owed.ts';

/** What was done about what comes after an incident, or put off. */
type DoneAfterwards = Extract<Done, { readonly what: 'review-scheduled' | 'review-held' | 'follow-up' | 'snooze' }>;

/** `told`: where its news are told. */
export function afterwardsWords(done: DoneAfterwards, incident: Incident, policy: Policy, told: string): DoneWords {
  const name = incidentName(incident.number);
  switch (done.what) {
    case 'review-scheduled': {
      const at = incident.promises.review.scheduledFor;
      const follows = `Once it was held: ${code(`/apgms incident review ${name} held: the root cause`)}`;
      return { stored: `its review is ${at === null ? 'stored' : `on ${when(at)}`}.`, told, follows };
    }
    case 'review-held': {
      const follows = `What is left to do: ${code(`/apgms incident follow-up ${name}`)}. As a document: ${code(`/apgms incident timeline ${name} export`)}`;
      return { stored: 'its review is stored.', told, follows };
    }
    case 'follow-up':
      return followUpWords(done.request, incident, told);
    case 'snooze': {
      const { deadlines } = incident.promises;
      const put = obligationsOf(incident).filter((one) => deadlines[one.key] === one.dueAt);
      const one = put.find(({ kind }) => done.kind === null || kind === done.kind);
      return { stored: one ? `${promiseName(one, policy)} is due by ${when(one.dueAt)} now.` : 'put off.', told };
    }
  }
}

function followUpWords(
  request: Extract<DoneAfterwards, { what: 'follow-up' }>['request'],
  { number, followUps }: Incident,
  told: string,
): DoneWords {
  switch (request.done) {
    case 'added': {
      const own = followUps.findLast((one) => words(one.what) === request.what);
      if (!own) return { stored: 'the follow-up is stored.', told };
      const typed = `/apgms incident follow-up ${incidentName(number)} ${own.number}`;
      const lacks = own.owner === null || own.due === null;
      const follows = lacks ? `To say who does it and until when: ${code(`${typed} @somebody 2026-12-01`)}` : '';
      return { stored: `follow-up ${own.number} is stored.`, told, follows };
    }
    case 'changed':
      return { stored: `follow-up ${request.followUp} is changed.`, told };
    case 'done':
      return { stored: `follow-up ${request.followUp} is done.`, told };
    case 'dropped':
      return { stored: `follow-up ${request.followUp} is dropped.`, told };
  }
}
