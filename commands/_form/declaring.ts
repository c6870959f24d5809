import type { Gesture } from '#src/define.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { captureMessage } from '#src/operations/incident/capture.ts';
import { type DeclareRequest, declareIncident } from '#src/operations/incident/declare.ts';
import { ownIncident } from '#src/operations/incident/own.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import type { DeclareNote } from '#views/incident/declare-note.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';

export type Declared =
  | { readonly kind: 'declared'; readonly incident: Incident }
  /** Open incidents sound like it, and the person has not seen all of them yet. */
  | { readonly kind: 'alike'; readonly incidents: readonly Incident[] }
  | { readonly kind: 'refused'; readonly message: Message };

/**
 * Declares, unless open incidents sound like it that are not among those `shown` before. Two deliveries of one gesture, each of which is answered
 * once, so a repetition gets the same.
 */
export async function declaring(
  request: DeclareRequest,
  shown: readonly number[],
  gesture: Gesture,
): Promise<Declared> {
  const { deps, delivery } = gesture;
  const actor = await gesture.actor();
  const first = await declareIncident(deps, request, { actor, delivery });
  const known =
    !first.ok && first.refusal.code === 'look-alikes' && first.refusal.numbers.every((one) => shown.includes(one));
  const answer = known
    ? await declareIncident(deps, { ...request, anyway: true }, { actor, delivery: `${delivery}.anyway` })
    : first;
  if (!answer.ok) {
    if (answer.refusal.code !== 'look-alikes')
      return { kind: 'refused', message: refusalMessage(answer.refusal, deps) };
    return { kind: 'alike', incidents: await seen(answer.refusal.numbers, gesture) };
  }
  const incident = await ownIncident(deps, answer, { actor });
  if (incident === null) throw new Error(`${answer.number} is declared and cannot be read by who declared it`);
  return { kind: 'declared', incident };
}

/** Those of the incidents that the person may look at. */
export async function seen(numbers: readonly number[], gesture: Gesture): Promise<readonly Incident[]> {
  const actor = numbers.length > 0 ? await gesture.actor() : null;
  if (actor === null) return [];
  const all = await Promise.all(numbers.map((number) => showIncident(gesture.deps, { number }, { actor })));
  return all.flatMap((shown) => (shown.ok ? [shown.incident] : []));
}

/** Puts the message an incident was declared from on its timeline. Who may declare and nothing else leaves it where it is. */
export async function captureFirst(number: number, message: DeclareNote['message'], gesture: Gesture): Promise<void> {
  if (message === null) return;
  const { said, ...at } = message;
  const by = { actor: await gesture.actor(), delivery: `${gesture.delivery}.capture` };
  await captureMessage(gesture.deps, { number, message: at, pinned: null, said }, by);
}
