import { parseReasoned } from '#commands/_grammar/parse-reasoned.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { defineCommand, type Gesture, type Press, type Reply } from '#src/define.ts';
import { answerAccess, requestAccess } from '#src/operations/incident/access.ts';
import { accessAnswered, accessRequested, accessToWhich } from '#views/incident/done.ts';
import { refusalMessage } from '#views/refusal.ts';

export const access = defineCommand({
  noun: 'incident',
  verb: 'access',
  summary: 'Ask to be let into a private incident',
  usage: 'INC-42 [because …]',
  examples: ['/apgms incident access INC-42 because I run that database'],
  scopes: [],
  async run(text, gesture) {
    const { number, why } = parseReasoned(text);
    if (number === null) {
      const [example = ''] = access.examples;
      if (text.trim() !== '') return notRead(text, access);
      return { kind: 'tell', message: accessToWhich({ example }) };
    }
    const { deps, delivery } = gesture;
    const answer = await requestAccess(deps, { number, why }, { actor: await gesture.actor(), delivery });
    const message = answer.ok ? accessRequested({ number }) : refusalMessage(answer.refusal, deps);
    return { kind: 'tell', message };
  },
  buttons: {
    'incident.grant': (press, gesture) => answered(press, true, gesture),
    'incident.refuse-access': (press, gesture) => answered(press, false, gesture),
  },
});

/** The button's value: the incident's number and who asks. */
async function answered({ value }: Press, grant: boolean, gesture: Gesture): Promise<Reply> {
  const { deps, delivery } = gesture;
  const [, number = '0', person = ''] = /^(\d{1,9}) (\w+)$/.exec(value) ?? [];
  const by = { actor: await gesture.actor(), delivery };
  const answer = await answerAccess(deps, { number: Number(number), person, grant }, by);
  const message = answer.ok ? accessAnswered({ person, granted: grant }) : refusalMessage(answer.refusal, deps);
  return { kind: 'tell', message };
}
