import type { Message, Modal } from './message.ts';

/** A message as the content of a modal that can only be closed: the answer to a submitted form. `title` has at most 24 characters. */
export function messageModal(title: string, { blocks }: Message): Modal {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [...blocks],
  };
}
