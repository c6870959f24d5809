export type Surface = 'message' | 'modal' | 'home';
export type Fields = Readonly<Record<string, unknown>>;

/** What is gathered while one payload is read. */
export interface Report {
  readonly surface: Surface;
  readonly problems: string[];
  /** Every `block_id` so far. */
  readonly blockIds: Set<string>;
  /** Counted over the whole payload. */
  markdownLength: number;
  tables: number;
  hasInput: boolean;
}

/** Notes a problem; `path`: a JSON pointer into the payload. */
export function complain(report: Report, path: string, sentence: string): void {
  report.problems.push(`${path || '/'}: ${sentence}`);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Slack counts characters, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** A string of at most `most` characters; `least` of 1 also says it must be there. Absent is fine unless `required`. */
export function checkString(
  report: Report,
  path: string,
  value: unknown,
  { most, required = false, least = required ? 1 : 0 }: { most: number; required?: boolean; least?: number },
): void {
  if (value === undefined) {
    if (required) complain(report, path, 'is required');
    return;
  }
  if (typeof value !== 'string') {
    complain(report, path, 'must be a string');
    return;
  }
  const length = lengthOf(value);
  if (length < least) complain(report, path, 'must not be empty');
  if (length > most) complain(report, path, `must be at most ${most} characters, has ${length}`);
}

/** A list of `least` to `most` items; what is in it goes to `each`. Absent is a problem unless `least` is 0. */
export function checkList(
  report: Report,
  path: string,
  value: unknown,
  { least = 1, most }: { least?: number; most: number },
  each: (item: unknown, path: string) => void,
): void {
  if (value === undefined && least === 0) return;
  if (!Array.isArray(value)) {
    complain(report, path, value === undefined ? 'is required' : 'must be a list');
    return;
  }
  if (value.length < least) complain(report, path, `must have at least ${least} of them, has ${value.length}`);
  if (value.length > most) complain(report, path, `must have at most ${most} of them, has ${value.length}`);
  for (const [index, item] of value.entries()) each(item, `${path}/${index}`);
}

export function checkBoolean(report: Report, path: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'boolean') complain(report, path, 'must be true or false');
}

export function checkOneOf(report: Report, path: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.some((one) => one === value)) {
    complain(report, path, `must be one of ${allowed.join(', ')}`);
  }
}

export function checkUrl(report: Report, path: string, value: unknown, required = false): void {
  checkString(report, path, value, { most: 3000, required });
  if (typeof value === 'string' && value !== '' && !URL.canParse(value)) complain(report, path, 'must be a URL');
}

/** Slack refuses fields it does not know. */
export function checkKnown(report: Report, path: string, value: Fields, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) complain(report, `${path}/${key}`, `is not a field of "${String(value['type'])}"`);
  }
}
