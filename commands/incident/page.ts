import { formVerb } from '#commands/_form/form-verb.ts';
import { parsePage, type Whom } from '#commands/_grammar/parse-page.ts';
import { aboutAlert } from '#commands/_incident/not-an-alert.ts';
import { defineCommand } from '#src/define.ts';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import { page as pagePeople } from '#src/operations/incident/page.ts';
import type { Deps } from '#src/ports/deps.ts';
import { asTyped } from '#views/as-read.ts';
import { readForm } from '#views/form/read.ts';
import { effectLines } from '#views/incident/effect-lines.ts';
import { choiceOf, pageForm, pageFormId, pageSchema } from '#views/incident/forms/page.ts';
import { isSilent } from '#views/page-failed.ts';
import { code, fitted, inline } from '#views/text.ts';

const doors = formVerb({
  name: 'incident page',
  formId: pageFormId,
  form: pageForm,
  async parse(text, { person: me, deps: { policy, store } }) {
    const { number, whom, why, unread, near, team } = parsePage(text, { me, policy });
    const asked = await askedIn(whom, store);
    const meant = asked ?? (await askedIn(near, store));
    const person = meant?.kind === 'person' ? meant.person : null;
    const values = { whom: meant && choiceOf(meant), person, why };
    const unclear = unread ?? (whom?.kind === 'named' && !asked ? whom.name : null);
    const asks = unclear === null ? undefined : whoIs(unclear, near, meant !== null);
    const lead = team === null ? asks : teamHas(team, policy);
    return { number, request: asked && { asked, why }, values, ...(lead !== undefined && { lead }) };
  },
  read: (form, { deps: { policy } }) => readForm(form, pageSchema(policy)),
  async change(number, request, { deps, know }, by) {
    if (request.asked.kind === 'person') await know(request.asked.person);
    return pagePeople(deps, { number, ...request }, by);
  },
  async done({ asked }, { stream }, { deps: { store } }) {
    const lines = effectLines(await store.workOf(stream));
    return { what: 'page', asked, silent: lines.some(isSilent) };
  },
});

/** Whom it means in Slack; `null`: nobody, or nobody we know there yet. */
async function askedIn(whom: Whom | null, store: Deps['store']): Promise<Asked | null> {
  if (whom?.kind !== 'named') return whom;
  const [known, ...others] = await store.peopleWith([whom.email]);
  return known && others.length === 0 ? { kind: 'person', person: known.id } : null;
}

/** `chosen`: who is probably meant stands in the form already. */
function whoIs(typed: string, near: Whom | null, chosen: boolean): string {
  const asks = `*Who is* ${code(asTyped(typed), 200)}*?*`;
  if (near === null || near.kind === 'person') return `${asks} Choose here.`;
  return `${asks} Perhaps ${inline(near.name, 75)}${chosen ? ', who is chosen here: look before you send it.' : '? Choose here.'}`;
}

/** A team is asked for by the services it has: each may have its own people on call. */
function teamHas(team: string, { services }: Policy): string {
  const own = services.filter(({ owner }) => owner === team).map(({ id }) => code(id, 75));
  const stopped = `*${inline(team, 75)} is a team, and people are asked for a service.*`;
  if (own.length === 0) return `${stopped} No service is theirs: choose somebody else here.`;
  if (own.length === 1) return `${stopped} Theirs is ${own.join('')}, which is chosen here: look before you send it.`;
  return `${stopped} Theirs are ${fitted(own, ', ', 400)}: choose one here, or type it instead of the team.`;
}

export const page = defineCommand({
  noun: 'incident',
  verb: 'page',
  summary: 'Ask for more people: somebody, a rung of the escalation path, or who is on call for a service',
  usage: '[INC-42] @somebody | secondary | payments … [why]',
  examples: ['/apgms incident page INC-42 secondary because we need a second pair of eyes', '/apgms incident page'],
  scopes: [],
  run: async (text, gesture) => aboutAlert(text, page) ?? doors.run(text, gesture),
  submits: doors.submits,
});
