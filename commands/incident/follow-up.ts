import { formVerb } from '#commands/_form/form-verb.ts';
import { type FollowUpWords, parseFollowUp } from '#commands/_grammar/parse-follow-up.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture } from '#src/define.ts';
import { followUp as followUpIncident } from '#src/operations/incident/follow-up.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { incidentFollowUps } from '#views/incident/follow-ups.ts';
import { type FollowUpRequest, followUpForm, readFollowUp } from '#views/incident/forms/follow-up.ts';
import { refusalMessage } from '#views/refusal.ts';

const doors = formVerb<FollowUpRequest>({
  name: 'incident follow-up',
  formId: followUpForm.id,
  form: () => followUpForm,
  parse(text, gesture) {
    const { number, done, followUp, what, owner, due } = wordsIn(text, gesture);
    const which = followUp === null ? null : String(followUp);
    const values = { done: done ?? undefined, what, owner, due, followUp: which };
    return { number, request: requestIn({ done, followUp, what, owner, due }), values };
  },
  read: readFollowUp,
  async change(number, request, { deps, know }, by) {
    if ('owner' in request && request.owner) await know(request.owner);
    return followUpIncident(deps, { number, ...request }, by);
  },
  done: (request) => ({ what: 'follow-up', request }),
});

export const followUp = defineCommand({
  noun: 'incident',
  verb: 'follow-up',
  summary: 'Keep what is left to do, with who does it and until when',
  usage:
    '[INC-42] add <what> [@somebody] [2026-12-01] | <number> [@somebody] [2026-12-01] | done <number> | drop <number> because … | list',
  examples: [
    '/apgms incident follow-up INC-42 add alert on a full disk me in 7d',
    '/apgms incident follow-up INC-42 list',
    '/apgms incident follow-up',
  ],
  scopes: [],
  async run(text, gesture) {
    const { number, done } = wordsIn(text, gesture);
    if (done !== 'listed') return doors.run(text, gesture);
    const meant = await numberMeant(number, gesture, { verb: 'follow-up', rest: 'list', of: 'any' });
    if (!meant.ok) return meant.reply;
    const { deps } = gesture;
    const shown = await showIncident(deps, { number: meant.number }, { actor: await gesture.actor() });
    return { kind: 'tell', message: shown.ok ? incidentFollowUps(shown) : refusalMessage(shown.refusal, deps) };
  },
  submits: doors.submits,
});

function wordsIn(text: string, { person, deps }: Gesture): FollowUpWords {
  return parseFollowUp(text, { me: person, now: deps.clock.now(), calendar: deps.policy.calendar });
}

/** `null`: too little was said. */
function requestIn({ done, followUp, what, owner, due }: Omit<FollowUpWords, 'number'>): FollowUpRequest | null {
  if (done === 'added') return what === null ? null : { done, what, owner: owner ?? null, due: due ?? null };
  if (followUp === null) return null;
  if (done === 'done') return { done, followUp };
  if (done === 'dropped') return what === null ? null : { done, followUp, why: what };
  // Words behind the number that name neither somebody nor a day are not understood: the form asks.
  const changes = done === 'changed' && what === null && (owner !== undefined || due !== undefined);
  return changes ? { done, followUp, owner, due } : null;
}
