import type { Policy } from '#src/domain/policy.ts';
import type { Message, Modal } from '#views/message.ts';

/** Every text of a view, in reading order, a line each. */
export function shown(view: Message | Modal): readonly string[] {
  return texts(view, () => true);
}

/** The texts in which Slack looks for markup: those a mention could hide in. */
export function markedUp(view: Message | Modal): readonly string[] {
  const inBlocks = texts(view, (holder) => 'type' in holder && holder.type === 'mrkdwn');
  return 'text' in view ? [view.text, ...inBlocks] : inBlocks;
}

function texts(view: Message | Modal, counts: (holder: object) => boolean): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('text' in value && typeof value.text === 'string' && counts(value)) found.push(value.text);
    Object.values(value).forEach(visit);
  };
  visit(view.blocks);
  return found;
}

/** The same views for the same text and policy, made once: they are many, and nothing changes them. */
export function madeOnce<Views>(make: (text: string, of: Policy) => Views): (text: string, of: Policy) => Views {
  const made = new Map<Policy, Map<string, Views>>();
  return (text, of) => {
    const known = made.get(of) ?? new Map<string, Views>();
    const views = known.get(text) ?? make(text, of);
    made.set(of, known.set(text, views));
    return views;
  };
}
