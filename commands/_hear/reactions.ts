import { z } from 'zod';
import { numberHere } from '#commands/_incident/number-meant.ts';
import { defineListener, type Happening } from '#src/define.ts';
import { captureOf } from '#src/domain/incident/captures.ts';
import type { PostedAt } from '#src/domain/incident/events/capture.ts';
import type { PersonActor } from '#src/domain/people.ts';
import { captureMessage, unpinMessage } from '#src/operations/incident/capture.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { captured, uncaptured } from '#views/incident/capture.ts';
import type { Message } from '#views/message.ts';
import { refusalMessage } from '#views/refusal.ts';
import { stamp } from './stamp.ts';

const reactionShape = z.looseObject({
  user: z.string(),
  reaction: z.literal('pushpin'),
  item: z.looseObject({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  event_ts: stamp,
});

/** 📌 on a message in an incident's channel: whoever put it there, or took it off, is told what came of it. Guests and bots put nothing on a timeline, and nobody tells them so. */
export const reactions = defineListener({
  name: 'reactions',
  events: {
    async reaction_added(happening) {
      const pin = await pinOn(happening);
      if (!pin) return;
      const { deps, delivery } = happening;
      const { number, actor, message, moved } = pin;
      const capture = { number, message: { ...message, thread: null }, pinned: moved, said: null };
      const answer = await captureMessage(deps, capture, { actor, delivery });
      if (!answer.ok) again(answer.refusal.code);
      if (!answer.ok && answer.refusal.code === 'not-allowed') return;
      whisper(pin, answer.ok ? captured({ number, author: '' }) : refusalMessage(answer.refusal, deps), happening);
    },

    async reaction_removed(happening) {
      const pin = await pinOn(happening);
      if (!pin) return;
      const { deps, delivery } = happening;
      const { actor, number, message } = pin;
      const answer = await unpinMessage(deps, pin, { actor, delivery });
      if (!answer.ok) return again(answer.refusal.code);
      const shown = await showIncident(deps, { number }, { actor });
      if (!shown.ok) return;
      whisper(pin, uncaptured({ number, stays: captureOf(shown.incident, message) !== null }), happening);
    },
  },
});

interface Pin {
  readonly number: number;
  readonly actor: PersonActor;
  readonly message: PostedAt;
  /** When it was put there, or taken off (ms). */
  readonly moved: number;
}

async function pinOn({ event, deps, actor }: Happening): Promise<Pin | null> {
  const read = reactionShape.safeParse(event);
  if (!read.success) return null;
  const { user, item, event_ts: moved } = read.data;
  const number = await numberHere(item.channel, deps);
  const person = number === null ? null : await actor(user);
  if (number === null || person === null) return null;
  // Slack did not say in time whether it is a guest: it may by the next try.
  if (person.groups.includes('unverified')) throw new Error('nobody says who put a pin on a message');
  return { number, actor: person, message: { channel: item.channel, ts: item.ts }, moved };
}

function whisper({ actor, message }: Pin, content: Message, { deps, later }: Happening): void {
  later(() => deps.chat.whisper({ channel: message.channel, thread: null, person: actor.person, content }));
}

/** What did not get through is worth another try. */
function again(code: string): void {
  if (code === 'too-busy') throw new Error('too many changes at once to take a pin in');
}
