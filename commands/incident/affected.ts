import { formVerb } from '#commands/_form/form-verb.ts';
import { type AffectedPart, parseAffected, separated } from '#commands/_grammar/parse-affected.ts';
import { defineCommand } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { By } from '#src/operations/change-incident.ts';
import { setAffected } from '#src/operations/incident/affected.ts';
import type { Deps } from '#src/ports/deps.ts';
import { readForm } from '#views/form/read.ts';
import { incidentDone } from '#views/incident/done.ts';
import { affectedForm, affectedSchema } from '#views/incident/forms/affected.ts';
import { unreadWords } from '#views/unknown.ts';

interface AffectedRequest {
  readonly remove: boolean;
  readonly parts: readonly AffectedPart[];
}

const doors = formVerb<AffectedRequest>({
  name: 'incident affected',
  formId: affectedForm.id,
  form: () => affectedForm,
  parse(text) {
    const { number, remove, parts, kind } = parseAffected(text);
    const [first] = parts;
    const values = { kind: first?.kind ?? kind, values: first?.values.join(', '), flags: remove ? ['remove'] : [] };
    return { number, request: first ? { remove, parts } : null, values };
  },
  read(form) {
    const read = readForm(form, affectedSchema);
    if (!read.ok) return read;
    const { kind, values, flags } = read.values;
    const parts = [{ kind, values: separated(values) }];
    return { ok: true, values: { remove: flags.includes('remove'), parts } };
  },
  change: (number, request, { deps }, by) => changeEach(number, request, deps, by),
  done(incident, { remove, parts }, { deps }) {
    const values = parts.flatMap((part) => part.values);
    return incidentDone({ incident, policy: deps.policy, done: { what: 'affected', values, remove } });
  },
});

export const affected = defineCommand({
  noun: 'incident',
  verb: 'affected',
  summary: 'Record which organisations, endpoints and requests it touches',
  usage: '[INC-42] [remove] org <ids> | endpoint <paths> | request <ids>',
  examples: [
    '/apgms incident affected INC-42 org 4711, 4712 endpoint /bank-lines',
    '/apgms incident affected INC-42 remove org 4711',
    '/apgms incident affected',
  ],
  scopes: [],
  async run(text, gesture) {
    const { unread } = parseAffected(text);
    if (unread !== null) return { kind: 'tell', message: unreadWords({ unread, command: affected }) };
    return doors.run(text, gesture);
  },
  submits: doors.submits,
});

/** One change for each kind, under a delivery of its own. What stands there already stops only its own kind: it is refused where nothing else was done. */
async function changeEach(number: number, { remove, parts }: AffectedRequest, deps: Deps, by: By): Promise<Answer> {
  const answers: Answer[] = [];
  for (const { kind, values } of parts) {
    const delivery = parts.length > 1 ? `${by.delivery}.${kind}` : by.delivery;
    answers.push(await setAffected(deps, { number, kind, values, remove }, { ...by, delivery }));
  }
  const refused = answers.find((answer) => !answer.ok && !harmless.has(answer.refusal.code));
  return refused ?? answers.find((answer) => answer.ok) ?? answers[0] ?? { ok: true, number };
}

/** It is as was asked for. */
const harmless: ReadonlySet<string> = new Set(['already-there', 'not-there']);
