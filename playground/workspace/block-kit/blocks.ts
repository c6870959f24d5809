import { checkElement, checkElements, elementsOf } from './elements.ts';
import { checkImage, checkRichText, checkText } from './objects.ts';
import {
  checkBoolean,
  checkKnown,
  checkList,
  checkOneOf,
  checkString,
  checkUrl,
  complain,
  type Fields,
  isFields,
  lengthOf,
  type Report,
  type Surface,
} from './report.ts';
import { dataTable, dataVisualization, table } from './tables.ts';

interface BlockRule {
  readonly on: readonly Surface[];
  readonly fields: readonly string[];
  readonly check: (report: Report, path: string, block: Fields) => void;
}

const everywhere = ['message', 'modal', 'home'] as const;
const messages = ['message'] as const;

/** Markdown of a whole payload. */
const mostMarkdown = 12_000;

const rules: Readonly<Record<string, BlockRule>> = {
  section: { on: everywhere, fields: ['text', 'fields', 'accessory', 'expand'], check: section },
  header: {
    on: everywhere,
    fields: ['text'],
    check: (report, path, block) => checkText(report, `${path}/text`, block['text'], { most: 150, plain: true }),
  },
  divider: { on: everywhere, fields: [], check: () => undefined },
  image: { on: everywhere, fields: ['image_url', 'slack_file', 'alt_text', 'title'], check: image },
  context: { on: everywhere, fields: ['elements'], check: context },
  actions: {
    on: everywhere,
    fields: ['elements'],
    check: (report, path, block) =>
      checkElements(report, `${path}/elements`, block['elements'], { most: 25 }, elementsOf.actions),
  },
  context_actions: {
    on: messages,
    fields: ['elements'],
    check: (report, path, block) =>
      checkElements(report, `${path}/elements`, block['elements'], { most: 5 }, elementsOf.context_actions),
  },
  input: { on: everywhere, fields: ['label', 'element', 'hint', 'optional', 'dispatch_action'], check: input },
  rich_text: { on: everywhere, fields: ['elements'], check: checkRichText },
  markdown: { on: messages, fields: ['text'], check: markdown },
  table: { on: messages, fields: ['rows', 'column_settings'], check: table },
  data_table: { on: messages, fields: ['rows', 'caption', 'page_size', 'row_header_column_index'], check: dataTable },
  data_visualization: { on: messages, fields: ['title', 'chart'], check: dataVisualization },
  alert: { on: ['modal'], fields: ['text', 'level'], check: alert },
  card: { on: everywhere, fields: ['hero_image', 'icon', 'title', 'subtitle', 'body', 'actions'], check: card },
  carousel: { on: ['message', 'home'], fields: ['elements'], check: carousel },
  container: {
    on: messages,
    fields: [
      ...['title', 'rich_text_title', 'subtitle', 'child_blocks', 'width', 'icon'],
      ...['is_collapsible', 'default_collapsed', 'has_header_divider'],
    ],
    check: container,
  },
  video: {
    on: everywhere,
    fields: [
      ...['video_url', 'thumbnail_url', 'alt_text', 'title', 'title_url', 'author_name'],
      ...['provider_name', 'provider_icon_url', 'description'],
    ],
    check: video,
  },
  file: { on: messages, fields: ['source', 'external_id'], check: () => undefined },
  task_card: { on: messages, fields: ['task_id', 'title', 'details', 'output', 'sources', 'status'], check: taskCard },
  plan: { on: messages, fields: ['title', 'tasks'], check: plan },
};

/** One block and all in it. */
export function checkBlock(report: Report, path: string, block: unknown): void {
  if (!isFields(block)) {
    complain(report, path, 'must be a block');
    return;
  }
  const type = String(block['type']);
  const rule = rules[type];
  if (rule === undefined) {
    complain(report, `${path}/type`, `"${type}" is not a block`);
    return;
  }
  if (!rule.on.includes(report.surface)) complain(report, `${path}/type`, `"${type}" cannot be in a ${report.surface}`);
  checkKnown(report, path, block, ['type', 'block_id', ...rule.fields]);
  checkString(report, `${path}/block_id`, block['block_id'], { most: 255, least: 1 });
  const id = block['block_id'];
  if (typeof id === 'string') {
    if (report.blockIds.has(id)) complain(report, `${path}/block_id`, `"${id}" is there twice`);
    report.blockIds.add(id);
  }
  rule.check(report, path, block);
}

function section(report: Report, path: string, block: Fields): void {
  if (block['text'] === undefined && block['fields'] === undefined) complain(report, path, 'needs text or fields');
  checkText(report, `${path}/text`, block['text'], { most: 3000, required: false });
  if (block['fields'] !== undefined) {
    checkList(report, `${path}/fields`, block['fields'], { most: 10 }, (field, at) => {
      checkText(report, at, field, { most: 2000 });
    });
  }
  checkBoolean(report, `${path}/expand`, block['expand']);
  const { accessory } = block;
  if (accessory !== undefined) checkElement(report, `${path}/accessory`, accessory, elementsOf.section, new Set());
}

function image(report: Report, path: string, block: Fields): void {
  checkImage(report, path, block);
  checkText(report, `${path}/title`, block['title'], { most: 2000, plain: true, required: false });
}

function context(report: Report, path: string, block: Fields): void {
  checkList(report, `${path}/elements`, block['elements'], { most: 10 }, (element, at) => {
    if (isFields(element) && element['type'] === 'image') checkElement(report, at, element, ['image'], new Set());
    else checkText(report, at, element, { most: 3000 });
  });
}

function input(report: Report, path: string, block: Fields): void {
  report.hasInput = true;
  checkText(report, `${path}/label`, block['label'], { most: 2000, plain: true });
  checkText(report, `${path}/hint`, block['hint'], { most: 2000, plain: true, required: false });
  checkBoolean(report, `${path}/optional`, block['optional']);
  checkBoolean(report, `${path}/dispatch_action`, block['dispatch_action']);
  checkElement(report, `${path}/element`, block['element'], elementsOf.input, new Set());
}

function markdown(report: Report, path: string, block: Fields): void {
  checkString(report, `${path}/text`, block['text'], { most: mostMarkdown, required: true });
  const before = report.markdownLength;
  report.markdownLength += lengthOf(String(block['text'] ?? ''));
  if (before > 0 && report.markdownLength > mostMarkdown) {
    complain(report, `${path}/text`, `makes all markdown together longer than ${mostMarkdown} characters`);
  }
}

function alert(report: Report, path: string, block: Fields): void {
  checkText(report, `${path}/text`, block['text'], { most: 200 });
  checkOneOf(report, `${path}/level`, block['level'], ['default', 'info', 'warning', 'error', 'success']);
}

function card(report: Report, path: string, block: Fields): void {
  if (['title', 'body', 'hero_image', 'actions'].every((field) => block[field] === undefined)) {
    complain(report, path, 'needs a title, a body, a hero_image or actions');
  }
  checkText(report, `${path}/title`, block['title'], { most: 150, required: false });
  checkText(report, `${path}/subtitle`, block['subtitle'], { most: 150, required: false });
  checkText(report, `${path}/body`, block['body'], { most: 200, required: false });
  for (const field of ['hero_image', 'icon']) {
    if (block[field] !== undefined) checkElement(report, `${path}/${field}`, block[field], ['image'], new Set());
  }
  checkElements(report, `${path}/actions`, block['actions'], { least: 0, most: 25 }, elementsOf.card);
}

function carousel(report: Report, path: string, block: Fields): void {
  checkList(report, `${path}/elements`, block['elements'], { most: 10 }, (element, at) => {
    if (isFields(element) && element['type'] === 'card') checkBlock(report, at, element);
    else complain(report, `${at}/type`, 'must be a card');
  });
}

const containable = [
  ...['actions', 'context', 'divider', 'file', 'header', 'image'],
  ...['input', 'rich_text', 'section', 'table', 'video'],
];

function container(report: Report, path: string, block: Fields): void {
  if (block['rich_text_title'] === undefined)
    checkText(report, `${path}/title`, block['title'], { most: 150, plain: true });
  else checkRichText(report, `${path}/rich_text_title`, block['rich_text_title']);
  checkText(report, `${path}/subtitle`, block['subtitle'], { most: 150, required: false });
  checkOneOf(report, `${path}/width`, block['width'], ['narrow', 'standard', 'wide', 'full']);
  checkList(report, `${path}/child_blocks`, block['child_blocks'], { most: 10 }, (child, at) => {
    if (isFields(child) && containable.includes(String(child['type']))) checkBlock(report, at, child);
    else complain(report, `${at}/type`, 'cannot be in a container');
  });
}

function video(report: Report, path: string, block: Fields): void {
  checkUrl(report, `${path}/video_url`, block['video_url'], true);
  checkUrl(report, `${path}/thumbnail_url`, block['thumbnail_url'], true);
  checkString(report, `${path}/alt_text`, block['alt_text'], { most: 2000, required: true });
  checkText(report, `${path}/title`, block['title'], { most: 199, plain: true });
  checkText(report, `${path}/description`, block['description'], { most: 199, plain: true, required: false });
}

function taskCard(report: Report, path: string, block: Fields): void {
  checkString(report, `${path}/task_id`, block['task_id'], { most: 255, required: true });
  checkString(report, `${path}/title`, block['title'], { most: 255, required: true });
  checkOneOf(report, `${path}/status`, block['status'], ['pending', 'in_progress', 'complete', 'error']);
}

function plan(report: Report, path: string, block: Fields): void {
  checkString(report, `${path}/title`, block['title'], { most: 255, required: true });
  checkList(report, `${path}/tasks`, block['tasks'], { least: 0, most: 50 }, (task, at) => {
    if (isFields(task)) taskCard(report, at, task);
    else complain(report, at, 'must be a task');
  });
}
