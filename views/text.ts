import { cleanText, escaped, oneLine } from '#src/domain/text.ts';

const marks: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };

/** Scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** At most `limit` UTF-16 units of `text`, ending in an ellipsis where something was cut. Never half a character. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/**
 * Words a person wrote, safe inside a sentence of ours in mrkdwn: one line, at most `limit` characters of theirs (the result is up to five times
 * as long), no mention, no link, no formatting that could pair with ours, and unable to turn the reading direction of what follows.
 */
export function inline(text: string, limit = 150): string {
  const said = clip(oneLine(cleanText(text, limit * 2)), limit);
  const safe = escaped(said).replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu, (mark) => marks[mark] ?? mark);
  return rightToLeft.test(safe) ? `\u2068${safe}\u2069` : safe;
}

/** `text` as inline code, to be copied: on one line, at most `limit` characters. Backticks become apostrophes. */
export function code(text: string, limit = 300): string {
  const typed = clip(oneLine(cleanText(text, limit * 2)), limit).replaceAll('`', "'");
  return `\`${escaped(typed) || ' '}\``;
}

/** Whether anything in `text` can be seen: a letter, a figure or a mark. */
export function visible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

const minute = 60_000;

/** A span of time for people: `less than a minute`, `23 min`, `2 h 05 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / minute);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A moment, shown by Slack in the reader's own time; in UTC where Slack cannot. */
export function when(ms: number): string {
  const utc = new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(ms / 1000)}^{date_short_pretty} {time}|${utc} UTC>`;
}

const slackId = /^[A-Z][A-Z0-9_]+$/;

/** A person by Slack id. What is no Slack id (our own engine, say) stays a plain word; whom only another system knows has the name they have there. */
export function mention(person: string): string {
  return slackId.test(person) ? `<@${person}>` : inline(elsewhere(person) ?? person);
}

/** `Noor Haddad (PagerDuty)` for who is known there only, `PagerDuty` and `Alertmanager` for what they do by themselves; `null`: it is somebody else. */
export function elsewhere(by: string): string | null {
  if (by === 'alertmanager') return 'Alertmanager';
  const found = /^pagerduty(?::(.+))?$/s.exec(by);
  return found && (found[1] === undefined ? 'PagerDuty' : `${found[1]} (PagerDuty)`);
}

/** A channel by Slack id, shown by its current name and only to those who may see it. */
export function channelLink(channel: string): string {
  return slackId.test(channel) ? `<#${channel}>` : inline(channel);
}

/** An address that can be followed, under its title; as plain words where it is none that Slack takes. */
export function webLink(address: string, title: string | null): string {
  const label = inline(title ?? address, 100);
  return /^https?:\/\/[^\s<>|"]{1,2000}$/.test(address) ? `<${escaped(address)}|${label}>` : label;
}

/** Where a rule is written: `runbook 003`, `runbooks 000 and 003`; `card` is what the team asked for itself, `ours` what it chose; anything else stays as it is. */
export function source(from: string): string {
  if (from === 'card') return 'the team’s own rule';
  if (from === 'ours') return 'no runbook says, the team chose it';
  return runbooks(from) ?? inline(from);
}

/** `runbook 003`, `runbooks 000 and 003`; `null`: the rule stands in none. */
export function runbooks(from: string): string | null {
  const numbers = from.split(/[\s,/]+/).filter(Boolean);
  if (numbers.length === 0 || !numbers.every((number) => /^\d{3}$/.test(number))) return null;
  return `${numbers.length > 1 ? 'runbooks' : 'runbook'} ${listed(numbers)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], word = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** As many of `items`, joined, as fit into `limit` characters; the rest is counted: `… and 12 more`. */
export function fitted(items: readonly string[], separator: string, limit: number): string {
  const more = (left: number) => `${separator}and ${left} more`;
  let text = '';
  for (const [index, item] of items.entries()) {
    const left = items.length - index - 1;
    const space = left > 0 ? limit - more(left).length : limit;
    const next = index === 0 ? clip(item, space) : `${text}${separator}${item}`;
    if (next.length > space) return `${text}${more(left + 1)}`;
    text = next;
  }
  return text;
}
