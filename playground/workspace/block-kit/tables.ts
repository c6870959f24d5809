import { checkRichText } from './objects.ts';
import { checkList, checkOneOf, checkString, complain, type Fields, isFields, type Report } from './report.ts';

const mostColumns = 20;

export function table(report: Report, path: string, block: Fields): void {
  countTable(report, path);
  checkRows(report, `${path}/rows`, block['rows'], { least: 1, most: 100 });
  checkList(report, `${path}/column_settings`, block['column_settings'], { least: 0, most: mostColumns }, (one, at) => {
    if (isFields(one)) checkOneOf(report, `${at}/align`, one['align'], ['left', 'center', 'right']);
  });
}

/** Header row included; rows of one length, no rich text in the header. */
export function dataTable(report: Report, path: string, block: Fields): void {
  countTable(report, path);
  checkString(report, `${path}/caption`, block['caption'], { most: 3000, required: true });
  const { rows, page_size: size } = block;
  checkRows(report, `${path}/rows`, rows, { least: 2, most: 101 });
  if (size !== undefined && !(typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 100)) {
    complain(report, `${path}/page_size`, 'must be a whole number from 1 to 100');
  }
  if (!Array.isArray(rows)) return;
  const lists = rows.filter(Array.isArray);
  const [header] = lists;
  if (header?.some((cell) => isFields(cell) && cell['type'] === 'rich_text')) {
    complain(report, `${path}/rows/0`, 'must not have rich_text');
  }
  if (lists.some((row) => row.length !== header?.length)) complain(report, `${path}/rows`, 'must be of one length');
}

function countTable(report: Report, path: string): void {
  report.tables += 1;
  if (report.tables > 1) complain(report, path, 'only one table is allowed in a message');
}

function checkRows(report: Report, path: string, rows: unknown, limits: { least: number; most: number }): void {
  checkList(report, path, rows, limits, (row, at) => {
    checkList(report, at, row, { most: mostColumns }, (cell, each) => checkCell(report, each, cell));
  });
}

function checkCell(report: Report, path: string, cell: unknown): void {
  if (!isFields(cell)) {
    complain(report, path, 'must be a cell');
    return;
  }
  if (cell['type'] === 'rich_text') {
    checkRichText(report, path, cell);
    return;
  }
  if (cell['type'] === 'raw_text') {
    checkString(report, `${path}/text`, cell['text'], { most: 3000, required: true });
    return;
  }
  if (cell['type'] !== 'raw_number') complain(report, `${path}/type`, 'must be raw_text, raw_number or rich_text');
}

/** A chart: every series has a value for every category. */
export function dataVisualization(report: Report, path: string, block: Fields): void {
  checkString(report, `${path}/title`, block['title'], { most: 50 });
  const { chart } = block;
  if (!isFields(chart)) {
    complain(report, `${path}/chart`, 'is required');
    return;
  }
  checkList(report, `${path}/chart/series`, chart['series'], { least: 0, most: 12 }, (series, at) => {
    if (!isFields(series)) {
      complain(report, at, 'must be a series');
      return;
    }
    checkString(report, `${at}/name`, series['name'], { most: 20 });
    checkList(report, `${at}/data`, series['data'], { least: 0, most: 20 }, (point, each) => {
      if (isFields(point)) checkString(report, `${each}/label`, point['label'], { most: 20 });
    });
  });
}
