import type { Reply } from '#src/define.ts';
import { IntegrationError, StoreUnavailable } from '#src/errors.ts';
import { traceOf } from '#src/log.ts';
import type { Deps } from '#src/ports/deps.ts';
import type { Message } from '#views/message.ts';
import { Outsider } from './actor.ts';
import { type Delay, within } from './delay.ts';
import { gestureOf, type Later } from './gesture.ts';
import type { Answered, Job } from './job.ts';
import type { Once } from './once.ts';
import { persist } from './persist.ts';
import { createReplies } from './reply.ts';
import type { SlackTelemetry } from './telemetry.ts';
import type { SlackWords } from './words.ts';

/** Slack waits 3 s; the rest is for the way back. */
const answerWithinMs = 2_500;

type Outcome =
  | { readonly result: 'answered'; readonly reply: Reply }
  | { readonly result: 'fault' | 'not-stored' | 'outsider'; readonly message: Message };

export interface Serving {
  readonly deps: Deps;
  readonly words: SlackWords;
  readonly telemetry: SlackTelemetry;
  readonly wait: Delay;
  readonly once: Once;
  /** Aborted when the process is on its way out: then nobody waits for the database any longer. */
  readonly stopping: AbortSignal;
}

/**
 * Runs the door of a job and says how to answer Slack: with what the door said, or after 2.5 s with "not stored yet", and then the outcome follows
 * (`afterwards`). Never throws: a fault of ours is logged under an id that the person is told.
 */
export async function serve(job: Job, { deps, words, telemetry, wait, once, stopping }: Serving): Promise<Answered> {
  const requestId = deps.ids.next();
  const log = deps.log.child({ requestId, delivery: traceOf(job.delivery), type: job.type, name: job.name });
  const replies = createReplies(deps.chat, words, log, once);
  const began = deps.wall.now();
  let later: readonly (() => Promise<void>)[] = [];

  const work = run();
  const outcome = await within(work, answerWithinMs, wait);
  const { answer, afterwards } = outcome === null ? notYet() : await inTime(outcome);
  return {
    answer,
    async afterwards() {
      if (afterwards) await bestEffort(afterwards);
      for (const one of later) await bestEffort(one);
    },
  };

  async function run(): Promise<Outcome> {
    const outcome = await runDoor();
    const ms = deps.wall.now() - began;
    telemetry.delivered(job.type, outcome.result, ms);
    log.info({ ms, result: outcome.result, ...('reply' in outcome && { reply: outcome.reply.kind }) }, 'finished');
    return outcome;
  }

  async function runDoor(): Promise<Outcome> {
    const keep: Later = (one) => {
      later = [...later, one];
    };
    const gesture = gestureOf(job, { ...deps, log }, requestId, wait, keep);
    const attempt = () => {
      later = [];
      return job.run(gesture);
    };
    try {
      const reply = await persist(attempt, { wall: deps.wall, wait, signal: stopping });
      return { result: 'answered', reply };
    } catch (error) {
      if (error instanceof Outsider) return { result: 'outsider', message: words.outsider() };
      if (!(error instanceof StoreUnavailable)) return { result: 'fault', message: faulty(error) };
      log.error({ err: error }, 'not stored');
      return { result: 'not-stored', message: words.notStored() };
    }
  }

  async function inTime(outcome: Outcome): Promise<Answered> {
    if (outcome.result !== 'answered') return replies.trouble(job, outcome.message);
    try {
      return await replies.inTime(job, outcome.reply);
    } catch (error) {
      return replies.trouble(job, faulty(error));
    }
  }

  function notYet(): Answered {
    const first = replies.trouble(job, words.notStoredYet());
    return {
      answer: first.answer,
      async afterwards() {
        if (first.afterwards) await bestEffort(first.afterwards);
        const outcome = await work;
        const trouble = (message: Message): Reply => ({ kind: 'tell', message });
        await replies.late(job, outcome.result === 'answered' ? outcome.reply : trouble(outcome.message));
      },
    };
  }

  async function bestEffort(effort: () => Promise<void>): Promise<void> {
    try {
      await effort();
    } catch (error) {
      if (error instanceof IntegrationError) log.warn({ code: error.code }, 'an answer did not reach its person');
      else faulty(error);
    }
  }

  function faulty(error: unknown): Message {
    log.error({ err: error, fault: requestId }, 'a door failed');
    return words.fault(requestId);
  }
}
