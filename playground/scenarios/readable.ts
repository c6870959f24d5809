import type { State } from '#playground/workspace/state.ts';

interface Said {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
}

/** A message as lines of plain text, without Slack's markup: what its blocks say, else its text. `state`: who and what the ids are. */
export function readable({ text, blocks }: Said, state: State): string {
  const lines = textsIn(blocks ?? [], state);
  return lines.length > 0 ? lines.join('\n') : unmarked(text ?? '', state);
}

function textsIn(part: unknown, state: State): readonly string[] {
  if (Array.isArray(part)) return part.flatMap((one) => textsIn(one, state));
  if (typeof part !== 'object' || part === null) return [];
  if (!('text' in part) || typeof part.text !== 'string') return textsIn(Object.values(part), state);
  const isMarked = 'type' in part && part.type === 'mrkdwn';
  return (isMarked ? unmarked(part.text, state) : part.text).split('\n');
}

const emphasis = /(?<![\p{L}\p{N}])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu;

/** Characters are unescaped last: what somebody typed is no markup. */
function unmarked(text: string, state: State): string {
  return text
    .replace(emphasis, '$2')
    .replace(/<([^<>\n]+)>/g, (_whole, inside: string) => named(inside, state))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What stands for `@U…`, `#C…`, `!subteam^S…`, `!date^…|fallback` or `https://…|label`. */
function named(inside: string, { people, channels, userGroups }: State): string {
  const [target = '', label] = inside.split('|');
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${people.get(id)?.name ?? id}`;
  if (target.startsWith('#')) return `#${channels.get(id)?.name ?? id}`;
  const group = userGroups.find((one) => target === `!subteam^${one.id}`);
  return group === undefined ? (label ?? target.replace('!', '@')) : `@${group.handle}`;
}
