import { z } from 'zod';
import { numberHere } from '#commands/_form/about-which.ts';
import type { Command, Happening } from '#src/define.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { IntegrationError } from '#src/errors.ts';
import { captureMessage, unpinMessage } from '#src/operations/incident/capture.ts';
import { refusalMessage } from '#views/refusal.ts';

const reactionShape = z.looseObject({
  user: z.string(),
  reaction: z.literal('pushpin'),
  item: z.looseObject({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
});

/** 📌 on a message in an incident's channel. Guests and bots put nothing on a timeline, and nobody tells them so. */
export const reactionEvents: NonNullable<Command['events']> = {
  async reaction_added(happening) {
    const pin = await pinOn(happening);
    if (!pin) return;
    const { deps, delivery } = happening;
    const { number, actor, channel, ts } = pin;
    const message = { channel, ts, thread: null };
    const answer = await captureMessage(deps, { number, message, by: 'pin', said: null }, { actor, delivery });
    if (answer.ok || answer.refusal.code === 'not-allowed') return;
    again(answer.refusal.code);
    const content = refusalMessage(answer.refusal, deps);
    await deps.chat.whisper({ channel, thread: null, person: actor.person, content }).catch((error: unknown) => {
      if (!(error instanceof IntegrationError)) throw error;
    });
  },

  async reaction_removed(happening) {
    const pin = await pinOn(happening);
    if (!pin) return;
    const { deps, delivery } = happening;
    const answer = await unpinMessage(deps, { number: pin.number, ts: pin.ts }, { actor: pin.actor, delivery });
    if (!answer.ok) again(answer.refusal.code);
  },
};

interface Pin {
  readonly number: number;
  readonly actor: PersonActor;
  readonly channel: string;
  readonly ts: string;
}

async function pinOn({ event, deps, actor }: Happening): Promise<Pin | null> {
  const read = reactionShape.safeParse(event);
  if (!read.success) return null;
  const { user, item } = read.data;
  const number = await numberHere(item.channel, deps);
  const person = number === null ? null : await actor(user);
  if (number === null || person === null) return null;
  // Slack did not say in time whether it is a guest: it may by the next try.
  if (person.groups.includes('unverified')) throw new Error('nobody says who put a pin on a message');
  return { number, actor: person, channel: item.channel, ts: item.ts };
}

/** What did not get through is worth another try. */
function again(code: string): void {
  if (code === 'too-busy') throw new Error('too many changes at once to take a pin in');
}
