import { parseChecklist } from '#commands/_grammar/parse-checklist.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture } from '#src/define.ts';
import { beginChecklist } from '#src/operations/incident/checklist.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { incidentChecklists } from '#views/incident/checklist.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';

export const checklist = defineCommand({
  noun: 'incident',
  verb: 'checklist',
  summary: 'What the runbooks ask for, phase by phase, to be ticked; or begin one of their lists',
  usage: '[INC-42] [begin] [triage | stabilise | post-incident | pre-deployment | smoke | prerequisites]',
  examples: [
    '/apgms incident checklist INC-42',
    '/apgms incident checklist INC-42 triage',
    '/apgms incident checklist INC-42 begin smoke',
    '/apgms incident checklist',
  ],
  scopes: [],
  async run(text, gesture) {
    const { number, list, begin, unread } = parseChecklist(text, gesture.deps.policy.checklists);
    if (unread !== null) return notRead(unread, checklist);
    const rest = [begin ? 'begin' : '', list ?? ''].filter(Boolean).join(' ');
    const meant = await numberMeant(number, gesture, { verb: 'checklist', rest, of: begin ? 'open' : 'any' });
    if (!meant.ok) return meant.reply;
    const refusal = begin && list !== null ? await begun(meant.number, list, gesture) : null;
    return { kind: 'tell', message: refusal ?? (await shown(meant.number, list, gesture)) };
  },
});

/** Why it was not begun; `null`: it was. */
async function begun(number: number, list: string, { deps, delivery, actor }: Gesture): Promise<Message | null> {
  const answer = await beginChecklist(deps, { number, list }, { actor: await actor(), delivery });
  return answer.ok ? null : refusalMessage(answer.refusal, deps);
}

async function shown(number: number, list: string | null, { deps, actor }: Gesture): Promise<Message> {
  const found = await showIncident(deps, { number }, { actor: await actor() });
  if (!found.ok) return refusalMessage(found.refusal, deps);
  return incidentChecklists({ incident: found.incident, policy: deps.policy, only: list });
}
