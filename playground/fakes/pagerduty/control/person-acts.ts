import { z } from 'zod';
import { delegate, escalate, reassign } from '#playground/fakes/pagerduty/acts/assign.ts';
import { annotate, prioritise, setUrgency } from '#playground/fakes/pagerduty/acts/details.ts';
import { merge } from '#playground/fakes/pagerduty/acts/merge.ts';
import { reply } from '#playground/fakes/pagerduty/acts/respond.ts';
import { acknowledge, reopen, resolve, unacknowledge } from '#playground/fakes/pagerduty/acts/status.ts';
import type { By, Incident } from '#playground/fakes/pagerduty/state.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';
import { parse } from '#playground/workspace/route.ts';
import { incidentOf, policyOf, priorityOf, userOf } from './naming.ts';

/** `at`: when it happened, where that is not now. */
const moment = { at: z.iso.datetime({ offset: true }).transform(Date.parse).optional() };
const byPerson = z.strictObject({ user: z.string(), ...moment });
/** Without a user PagerDuty does it by itself, because some time is over. */
const byAnybody = byPerson.partial({ user: true });

type PersonAct = (world: World, incident: Incident, input: unknown) => void;

/** What people do to an incident in PagerDuty's app, by its name in the path. */
export const personActs: Readonly<Record<string, PersonAct>> = {
  acknowledge: act(byPerson, (world, incident, _, by) => acknowledge(world, incident, by)),
  unacknowledge: act(byAnybody, (world, incident, _, by) => unacknowledge(world, incident, by)),
  /** Without a user the machine whose alert it was says that it is over. */
  resolve: act(byAnybody, (world, incident, { user }, by) =>
    resolve(world, incident, user === undefined ? ofMachine(incident, by.at) : by),
  ),
  reopen: act(byPerson, (world, incident, _, by) => reopen(world, incident, by)),
  escalate: act(byAnybody.extend({ level: z.int().min(1).optional() }), (world, incident, { level }, by) =>
    escalate(world, incident, level, by),
  ),
  delegate: act(byPerson.extend({ policy: z.string() }), (world, incident, { policy }, by) =>
    delegate(world, incident, policyOf(world.state, policy).id, by),
  ),
  reassign: act(byPerson.extend({ to: z.union([z.string(), z.array(z.string())]) }), (world, incident, { to }, by) =>
    reassign(
      world,
      incident,
      [to].flat().map((one) => userOf(world.state, one).id),
      by,
    ),
  ),
  priority: act(byPerson.extend({ priority: z.string().nullable() }), (world, incident, { priority }, by) =>
    prioritise(world, incident, priority === null ? null : priorityOf(world.state, priority).id, by),
  ),
  urgency: act(byPerson.extend({ urgency: z.enum(['high', 'low']) }), (world, incident, { urgency }, by) =>
    setUrgency(world, incident, urgency, by),
  ),
  note: act(byPerson.extend({ content: z.string().trim().min(1) }), (world, incident, { content }, by) => {
    annotate(world, incident, content, by);
  }),
  respond: act(byPerson.extend({ reply: z.enum(['accept', 'decline']) }), (world, incident, { reply: answer }, by) =>
    reply(world, incident, answer === 'accept' ? 'joined' : 'declined', by),
  ),
  merge: act(byPerson.extend({ into: z.string() }), (world, incident, { into }, by) =>
    merge(world, incident, incidentOf(world.state, into), by),
  ),
};

/** The service of an incident, at that moment. */
export function ofMachine({ service }: Pick<Incident, 'service'>, at: number): By {
  return { agent: { kind: 'service', id: service }, at, via: 'integration' };
}

function act<Input extends { readonly user?: string | undefined; readonly at?: number | undefined }>(
  shape: z.ZodType<Input>,
  run: (world: World, incident: Incident, input: Input, by: By) => void,
): PersonAct {
  return (world, incident, given) => {
    const input = parse(shape, given);
    const at = input.at ?? world.now();
    const by: By =
      input.user === undefined
        ? { agent: null, at, via: 'auto' }
        : { agent: { kind: 'user', id: userOf(world.state, input.user).id }, at, via: 'website' };
    run(world, incident, input, by);
  };
}
