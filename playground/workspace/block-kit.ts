import { checkBlock } from './block-kit/blocks.ts';
import { checkOptions, checkText } from './block-kit/objects.ts';
import {
  checkBoolean,
  checkKnown,
  checkList,
  checkString,
  complain,
  type Fields,
  isFields,
  lengthOf,
  type Report,
  type Surface,
} from './block-kit/report.ts';

/** Undocumented, over all blocks of a message: seen to fail from about this many characters. */
const mostBlockText = 12_000;

/**
 * What Slack would refuse in a message (`{ blocks }`) or a view, each as a JSON pointer and a sentence; none = Slack takes it.
 * A message whose texts are too long together has `msg_blocks_too_long` in its sentence.
 */
export function blockKitProblems(surface: Surface, payload: unknown): readonly string[] {
  const report = newReport(surface);
  if (!isFields(payload)) return ['/: must be an object'];
  if (surface === 'message') checkMessage(report, payload);
  else checkView(report, payload);
  return report.problems;
}

/** What Slack would refuse in the app's answer to a menu that asks it: `options` or `option_groups`, none at all is fine. */
export function optionProblems(answer: Fields): readonly string[] {
  const report = newReport('message');
  if (answer['options'] === undefined && answer['option_groups'] === undefined)
    complain(report, '/options', 'is required');
  checkOptions(report, '', answer, { least: 0, most: 100, plain: true });
  return report.problems;
}

function newReport(surface: Surface): Report {
  return { surface, problems: [], blockIds: new Set(), markdownLength: 0, tables: 0, hasInput: false };
}

function checkMessage(report: Report, { blocks }: Fields): void {
  checkBlocks(report, blocks, { least: 0, most: 50 });
  const length = textLength(blocks);
  if (length > mostBlockText) {
    complain(report, '/blocks', `msg_blocks_too_long: ${length} characters of text, ${mostBlockText} is the most`);
  }
}

const viewFields = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];
const modalFields = ['title', 'submit', 'close', 'clear_on_close', 'notify_on_close', 'submit_disabled'];

function checkView(report: Report, view: Fields): void {
  const isModal = report.surface === 'modal';
  if (view['type'] !== report.surface) complain(report, '/type', `must be ${report.surface}`);
  checkKnown(report, '', view, isModal ? [...viewFields, ...modalFields] : viewFields);
  checkBlocks(report, view['blocks'], { least: isModal ? 1 : 0, most: 100 });
  checkString(report, '/private_metadata', view['private_metadata'], { most: 3000 });
  checkString(report, '/callback_id', view['callback_id'], { most: 255 });
  checkString(report, '/external_id', view['external_id'], { most: 255 });
  if (!isModal) return;
  checkText(report, '/title', view['title'], { most: 24, plain: true });
  checkText(report, '/submit', view['submit'], { most: 24, plain: true, required: false });
  checkText(report, '/close', view['close'], { most: 24, plain: true, required: false });
  checkBoolean(report, '/clear_on_close', view['clear_on_close']);
  checkBoolean(report, '/notify_on_close', view['notify_on_close']);
  if (report.hasInput && view['submit'] === undefined) complain(report, '/submit', 'is required with an input block');
}

function checkBlocks(report: Report, blocks: unknown, limits: { least: number; most: number }): void {
  checkList(report, '/blocks', blocks, limits, (block, at) => checkBlock(report, at, block));
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0);
  if (!isFields(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? lengthOf(one) : textLength(one)),
    0,
  );
}
