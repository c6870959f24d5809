import { actions, message, paragraph, section } from './blocks.ts';
import type { Message, Modal } from './message.ts';
import { messageModal } from './message-modal.ts';
import { runButton } from './run.ts';
import { code, inline } from './text.ts';

/** What the Slack door itself says to people; everything else they read comes from the commands. */
export const doorWords = {
  fault: (id: string): Message =>
    paragraph(
      `Something is wrong on my side, so I cannot say whether this was done. Look at the state before trying again. The log knows it as ${code(id)}.`,
    ),
  notStoredYet: (): Message =>
    paragraph('Not stored yet: the database is slow to answer. I keep trying for 5 minutes and tell you how it ended.'),
  notStored: (): Message =>
    paragraph(
      '*Not stored.* The database did not answer in time. Please do it again later; nothing needs to be undone.',
    ),
  stored: (): Message => paragraph('It is stored now.'),
  unknownAction: (): Message =>
    paragraph(`I no longer know this control: it is older than I am. ${code('/apgms help')} shows what I can do.`),
  outsider: (): Message =>
    paragraph(
      'I only work for members of this workspace: bots, deactivated accounts and people of other workspaces cannot use me.',
    ),
  formNotOpened: (words: string | null, example: string | null): Message => {
    const sentence =
      example === null
        ? 'Slack did not open the form in time. Please try again.'
        : `If no form opened, Slack was too slow. Try again, or say it in one line: ${code(example)}`;
    return withButton(words, sentence, sentence);
  },
  formByButton: (words: string | null, example: string | null): Message =>
    withButton(
      words,
      'I need to know more for this. Press the button, and a form opens.',
      `I need a form for this, and none opens from here. Type it as a command instead: ${code(example ?? '/apgms help')}`,
    ),
  wrongFields: (sentences: readonly string[]): Message =>
    paragraph(`Not stored: ${inline(sentences.join(' '), 1_000)} Please fill in the form again.`),
  notice: (message: Message): Modal => messageModal('APGMS Ops', message),
} as const;

/** A sentence over a button that runs `words`; another one where there is nothing to run, or too much for a button. */
function withButton(words: string | null, sentence: string, otherwise: string): Message {
  const open = words === null ? null : runButton('Open the form', words);
  return open === null ? paragraph(otherwise) : message(sentence, [section(sentence), actions([open])]);
}
