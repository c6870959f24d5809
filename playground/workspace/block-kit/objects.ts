import {
  checkBoolean,
  checkKnown,
  checkList,
  checkOneOf,
  checkString,
  complain,
  type Fields,
  isFields,
  type Report,
} from './report.ts';

/** A text object: `plain_text`, or `mrkdwn` where `plain` is not asked for. */
export function checkText(
  report: Report,
  path: string,
  value: unknown,
  { most, plain = false, required = true }: { most: number; plain?: boolean; required?: boolean },
): void {
  if (value === undefined && !required) return;
  if (!isFields(value)) {
    complain(report, path, value === undefined ? 'is required' : 'must be a text object');
    return;
  }
  checkKnown(
    report,
    path,
    value,
    value['type'] === 'mrkdwn' ? ['type', 'text', 'verbatim'] : ['type', 'text', 'emoji'],
  );
  if (value['type'] !== 'plain_text' && (plain || value['type'] !== 'mrkdwn')) {
    complain(report, `${path}/type`, plain ? 'must be plain_text' : 'must be plain_text or mrkdwn');
  }
  checkString(report, `${path}/text`, value['text'], { most, required: true });
  checkBoolean(report, `${path}/emoji`, value['emoji']);
  checkBoolean(report, `${path}/verbatim`, value['verbatim']);
}

/** One option; `plain`: menus take plain text only, radio buttons and checkboxes take mrkdwn too. */
function checkOption(report: Report, path: string, value: unknown, plain: boolean): void {
  if (!isFields(value)) {
    complain(report, path, 'must be an option');
    return;
  }
  checkKnown(report, path, value, ['text', 'value', 'description', 'url']);
  checkText(report, `${path}/text`, value['text'], { most: 75, plain });
  // Slack documents 75; 150 has been seen to pass, so the stricter one holds.
  checkString(report, `${path}/value`, value['value'], { most: 75, required: true });
  checkText(report, `${path}/description`, value['description'], { most: 75, plain, required: false });
  checkString(report, `${path}/url`, value['url'], { most: 3000 });
}

/** `options` or `option_groups`, each value once, and what is chosen at the start among them. */
export function checkOptions(
  report: Report,
  path: string,
  element: Fields,
  { most, plain, least = 1 }: { most: number; plain: boolean; least?: number },
): void {
  const { options, option_groups: groups } = element;
  if (options !== undefined && groups !== undefined) complain(report, path, 'has both options and option_groups');
  if (groups === undefined) {
    checkList(report, `${path}/options`, options, { least, most }, (option, at) =>
      checkOption(report, at, option, plain),
    );
  } else {
    checkList(report, `${path}/option_groups`, groups, { most: 100 }, (group, at) => {
      if (!isFields(group)) {
        complain(report, at, 'must be an option group');
        return;
      }
      checkText(report, `${at}/label`, group['label'], { most: 75, plain: true });
      checkList(report, `${at}/options`, group['options'], { most }, (option, each) => {
        checkOption(report, each, option, plain);
      });
    });
  }
  checkInitial(report, path, element, optionsOf(element));
}

function optionsOf({ options, option_groups: groups }: Fields): readonly Fields[] {
  const inGroups = Array.isArray(groups) ? groups.filter(isFields).map((group) => group['options']) : [];
  return [options, ...inGroups].flatMap((list) => (Array.isArray(list) ? list.filter(isFields) : []));
}

function checkInitial(report: Report, path: string, element: Fields, options: readonly Fields[]): void {
  const values = options.map((option) => option['value']);
  if (new Set(values).size < values.length) complain(report, `${path}/options`, 'has the same value twice');
  const many = element['initial_options'];
  const single = element['initial_option'];
  if (Array.isArray(many) && many.length === 0) complain(report, `${path}/initial_options`, 'must not be empty');
  const initial = [single, ...(Array.isArray(many) ? many : [])].filter((option) => option !== undefined);
  for (const option of initial) {
    const same = options.some((other) => JSON.stringify(other) === JSON.stringify(option));
    if (!same) complain(report, `${path}/initial_option`, 'must be exactly one of the options');
  }
}

export function checkConfirm(report: Report, path: string, value: unknown): void {
  if (value === undefined) return;
  if (!isFields(value)) {
    complain(report, path, 'must be a confirmation dialog');
    return;
  }
  checkKnown(report, path, value, ['title', 'text', 'confirm', 'deny', 'style']);
  checkText(report, `${path}/title`, value['title'], { most: 100, plain: true });
  checkText(report, `${path}/text`, value['text'], { most: 300 });
  checkText(report, `${path}/confirm`, value['confirm'], { most: 30, plain: true });
  checkText(report, `${path}/deny`, value['deny'], { most: 30, plain: true });
  checkOneOf(report, `${path}/style`, value['style'], ['primary', 'danger']);
}

/** The picture part of image blocks and elements: an address or a Slack file, and always words for who cannot see it. */
export function checkImage(report: Report, path: string, value: Fields): void {
  checkString(report, `${path}/alt_text`, value['alt_text'], { most: 2000, required: true });
  checkString(report, `${path}/image_url`, value['image_url'], { most: 3000 });
  if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
    complain(report, path, 'needs either image_url or slack_file');
  }
}

const richParts = ['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'];

export function checkRichText(report: Report, path: string, value: unknown): void {
  if (!isFields(value) || value['type'] !== 'rich_text') {
    complain(report, path, 'must be a rich_text');
    return;
  }
  checkList(report, `${path}/elements`, value['elements'], { most: 1000 }, (part, at) => {
    if (!isFields(part)) {
      complain(report, at, 'must be an object');
      return;
    }
    if (part['type'] === undefined) complain(report, `${at}/type`, 'is required');
    checkOneOf(report, `${at}/type`, part['type'], richParts);
    checkList(report, `${at}/elements`, part['elements'], { least: 0, most: 1000 }, (inner, each) => {
      if (!isFields(inner) || typeof inner['type'] !== 'string')
        complain(report, each, 'must be an object with a type');
    });
  });
}
