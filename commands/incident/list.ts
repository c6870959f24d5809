import { parseList } from '#commands/_grammar/parse-reference.ts';
import { defineCommand } from '#src/define.ts';
import { listIncidents } from '#src/operations/incident/list.ts';
import { incidentList } from '#views/incident/list.ts';
import { refusalMessage } from '#views/refusal.ts';
import { unreadWords } from '#views/unknown.ts';

/** More than one message shows: the worst of them come first, so the worst must be among them. */
const limit = 100;

export const list = defineCommand({
  noun: 'incident',
  verb: 'list',
  summary: 'Which incidents there are',
  usage: '[open | resolved | all]',
  examples: ['/apgms incident list', '/apgms incident list all'],
  scopes: [],
  async run(text, gesture) {
    const { open, unread } = parseList(text);
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: list }) };
    const listed = await listIncidents(gesture.deps, { open, limit }, { actor: await gesture.actor() });
    if (!listed.ok) return { kind: 'tell', message: refusalMessage(listed.refusal, gesture.deps) };
    return { kind: 'tell', message: incidentList({ ...listed, open, now: gesture.deps.clock.now() }) };
  },
});
