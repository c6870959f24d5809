import { type Action, may } from '#src/domain/access.ts';
import type { Answer } from '#src/domain/answer.ts';
import { changeOf } from '#src/domain/incident/change.ts';
import { type ChangeCommand, decide } from '#src/domain/incident/decide.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Refusal } from '#src/domain/refusal.ts';
import { answerOnce } from '#src/operations/answer-once.ts';
import { type By, type Changing, noSuchIncident } from '#src/operations/change-incident.ts';

/** `number` turned out to be `into`, which goes on in its place with its people. Refuses drills with real ones, private with public ones, what is over, and what others were merged into. */
export function merge(
  deps: Changing,
  { number, into }: { readonly number: number; readonly into: number },
  by: By,
): Promise<Answer> {
  return changeBoth(deps, { action: 'incident.merge', number, other: () => into }, by, (one, other) => [
    { type: 'merge', into: other },
    { type: 'receive-merge', from: one },
  ]);
}

/** It was another incident after all: it goes on from the status it had. Refuses what was not merged. */
export function undoMerge(deps: Changing, { number }: { readonly number: number }, by: By): Promise<Answer> {
  const other = ({ merged }: Incident) => merged?.into ?? null;
  return changeBoth(deps, { action: 'incident.merge', number, other }, by, (one) => [
    { type: 'undo-merge' },
    { type: 'lose-merge', incident: one.number },
  ]);
}

/** Two incidents have to do with each other; both say so. `apart`: they have not. Refuses what stands there already, or does not. */
export function relate(
  deps: Changing,
  { number, other, apart }: { readonly number: number; readonly other: number; readonly apart: boolean },
  by: By,
): Promise<Answer> {
  const type = apart ? 'unrelate' : 'relate';
  return changeBoth(deps, { action: 'incident.link', number, other: () => other }, by, (one, two) => [
    { type, other: two },
    { type, other: one },
  ]);
}

/** Refusals of what is as it should be already. */
const standsSo: ReadonlySet<Refusal['code']> = new Set(['already-there', 'not-there']);

type Commands = readonly [ofOne: ChangeCommand, ofOther: ChangeCommand];

/** One decision about two incidents, in one commit. Where the second says so already, or says so no more, only the first changes. */
async function changeBoth(
  deps: Changing,
  { action, number, other }: { action: Action; number: number; other: (one: Incident) => number | null },
  { actor, delivery }: By,
  commandsFor: (one: Incident, other: Incident) => Commands,
): Promise<Answer> {
  return answerOnce(deps, delivery, async () => {
    const permission = may(actor, action);
    if (!permission.ok) return { answer: permission };
    const one = await deps.store.incident(number, actor);
    if (!one) return noSuchIncident(number);
    const otherNumber = other(one);
    if (otherNumber === null) return { answer: { ok: false, refusal: { code: 'not-merged', number } } };
    const two = await deps.store.incident(otherNumber, actor);
    if (!two) return noSuchIncident(otherNumber);
    const context = { policy: deps.policy, now: deps.clock.now() };
    const [ofOne, ofTwo] = commandsFor(one, two);
    const first = decide(one, ofOne, context);
    if (!first.ok) return { answer: first };
    const second = decide(two, ofTwo, context);
    if (!second.ok && !standsSo.has(second.refusal.code)) return { answer: second };
    const by = { actor, at: context.now, policy: deps.policy };
    const changes = [changeOf(one, first.events, by), ...(second.ok ? [changeOf(two, second.events, by)] : [])];
    return { answer: { ok: true, number }, changes };
  });
}
