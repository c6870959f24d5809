import type { Reply } from '#src/define.ts';
import { IntegrationError } from '#src/errors.ts';
import type { Chat } from '#src/ports/chat.ts';
import type { Log } from '#src/ports/log.ts';
import type { Message, Modal } from '#views/message.ts';
import type { Answered, Job } from './job.ts';
import type { Once } from './once.ts';
import type { SlackWords } from './words.ts';

/** Brings what a door said to the one who asked, in the way their gesture allows. */
export interface Replies {
  /** While Slack still waits for its answer. A modal is opened here and now. */
  inTime(job: Job, reply: Reply): Promise<Answered>;
  /** A trouble of ours, while Slack still waits: in the place of the modal where there was one. */
  trouble(job: Job, message: Message): Answered;
  /** After Slack was answered "not stored yet". */
  late(job: Job, reply: Reply): Promise<void>;
}

export function createReplies(chat: Chat, words: SlackWords, log: Log, once: Once): Replies {
  /** To whoever asked, after Slack has its answer: where they asked, or as a direct message. */
  function tell(job: Job, message: Message): Promise<void> {
    if (job.responseUrl !== null) return chat.respond(job.responseUrl, message, job.thread);
    if (job.type === 'mention' && job.channel !== null) return whisper(job, job.channel, message);
    return chat.tell(job.person, message);
  }

  async function whisper({ thread, person }: Job, channel: string, content: Message): Promise<void> {
    try {
      await chat.whisper({ channel, thread, person, content });
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.ambiguous) throw error;
      // They or we are not in that channel: then where only they read it, too.
      await chat.tell(person, content);
    }
  }

  async function opened(job: Job, view: Modal): Promise<Answered> {
    if (job.triggerId === null) return told(job, notOpened(job));
    try {
      await chat.openModal(job.triggerId, view);
      return { answer: null };
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      log.warn({ name: job.name, code: error.code }, 'a modal did not open');
      return told(job, notOpened(job));
    }
  }

  function notOpened(job: Job): Message {
    const say = job.triggerId === null ? words.formByButton : words.formNotOpened;
    return say(job.words, job.shape);
  }

  function told(job: Job, message: Message): Answered {
    if (job.type === 'command') return { answer: ephemeral(message) };
    return { answer: null, afterwards: () => tell(job, message) };
  }

  function done(job: Job, { message, channel, seen }: Extract<Reply, { kind: 'done' }>): Answered {
    if (seen) return { answer: null };
    if (channel === null) return inPlace(message);
    // A whisper cannot be found again, so only the first of equal deliveries has one.
    const told = () => once(job.delivery, () => whisper(job, channel, message));
    return { answer: null, afterwards: async () => void (await told()) };
  }

  function inPlace(message: Message): Answered {
    return { answer: { response_action: 'update', view: words.notice(message) } };
  }

  /** A modal that was closed meanwhile cannot be written to, and its person still waits for a word. */
  async function updateOrTell(job: Job, reply: Extract<Reply, { kind: 'update' }>): Promise<void> {
    try {
      await chat.updateModal({ ...modalOf(job, reply), hash: null }, reply.view);
    } catch (error) {
      if (!(error instanceof IntegrationError) || !reply.message) throw error;
      await tell(job, reply.message);
    }
  }

  return {
    async inTime(job, reply) {
      switch (reply.kind) {
        case 'nothing':
          return { answer: null };
        case 'tell':
          return told(job, reply.message);
        case 'open':
          return opened(job, reply.view);
        case 'update': {
          const { view } = reply;
          if (job.type === 'submission') return { answer: { response_action: 'update', view } };
          const inHand = { ...modalOf(job, reply), ...(reply.overwrite && { hash: null }) };
          return { answer: null, afterwards: () => chat.updateModal(inHand, view) };
        }
        case 'done':
          if (job.type !== 'submission') throw notFor(job, reply);
          return done(job, reply);
        case 'fields':
          if (job.type !== 'submission') throw notFor(job, reply);
          return { answer: { response_action: 'errors', errors: reply.errors } };
      }
    },

    trouble(job, message) {
      return job.type === 'submission' ? inPlace(message) : told(job, message);
    },

    late(job, reply) {
      switch (reply.kind) {
        case 'nothing':
          return tell(job, words.stored());
        case 'tell':
          return tell(job, reply.message);
        case 'open':
          return tell(job, notOpened(job));
        case 'update':
          // What stands on the screen by now is our "not stored yet", or nothing.
          return updateOrTell(job, reply);
        case 'done':
          return updateOrTell(job, { kind: 'update', view: words.notice(reply.message), message: reply.message });
        case 'fields':
          return tell(job, words.wrongFields(Object.values(reply.errors)));
      }
    },
  };
}

function ephemeral({ text, blocks }: Message): object {
  return { response_type: 'ephemeral', text, blocks };
}

function modalOf(job: Job, reply: Reply) {
  if (job.view === null) throw notFor(job, reply);
  return job.view;
}

function notFor(job: Job, reply: Reply): Error {
  return new Error(`a ${job.type} cannot be answered with "${reply.kind}": ${job.name}`);
}
