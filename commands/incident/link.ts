import { formVerb } from '#commands/_form/form-verb.ts';
import { told } from '#commands/_form/told.ts';
import { type LinkTarget, parseLink } from '#commands/_grammar/parse-link.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand } from '#src/define.ts';
import type { By } from '#src/operations/change-incident.ts';
import { addLink } from '#src/operations/incident/link.ts';
import { relate } from '#src/operations/incident/merge.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Done } from '#views/incident/done.ts';
import { linkForm, readLink } from '#views/incident/forms/link.ts';

const doors = formVerb<LinkTarget>({
  name: 'incident link',
  formId: linkForm.id,
  form: () => linkForm,
  parse(text) {
    const { number, target } = parseLink(text);
    const values = target?.kind === 'address' ? { url: target.url, title: target.title } : { other: target?.other };
    // `INC-43` alone, outside of any incident's channel, is what gets the link.
    const elsewhere = number === null && target?.kind === 'incident' ? { elsewhere: target.other } : {};
    return { number, request: target, values, ...elsewhere };
  },
  read: readLink,
  change: (number, target, { deps }, by) => change(number, target, deps, by),
  done: doneWith,
});

export const link = defineCommand({
  noun: 'incident',
  verb: 'link',
  summary: 'Keep an address with an incident, or say that two have to do with each other',
  usage: '[INC-42] https://… [what it is] | INC-43 | remove INC-43',
  examples: [
    '/apgms incident link INC-42 https://grafana.example/d/bank-lines Dashboard of bank-lines',
    '/apgms incident link INC-42 INC-43',
    '/apgms incident link',
  ],
  scopes: [],
  async run(text, gesture) {
    const { number, target, unread } = parseLink(text);
    if (unread !== null) return notRead(unread, link);
    if (target?.kind !== 'incident' || !target.apart) return doors.run(text, gesture);
    const meant = await numberMeant(number, gesture, { verb: 'link', rest: `remove INC-${target.other}` });
    if (!meant.ok) return meant.reply;
    const by = { actor: await gesture.actor(), delivery: gesture.delivery };
    return told(await change(meant.number, target, gesture.deps, by), doneWith(target), gesture);
  },
  submits: doors.submits,
});

function change(number: number, target: LinkTarget, deps: Deps, by: By) {
  if (target.kind === 'address') return addLink(deps, { number, url: target.url, title: target.title }, by);
  return relate(deps, { number, other: target.other, apart: target.apart }, by);
}

function doneWith(target: LinkTarget): Done {
  if (target.kind === 'address') return { what: 'link' };
  return { what: 'relate', other: target.other, apart: target.apart };
}
