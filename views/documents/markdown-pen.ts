import type { Pen } from '#views/incident/pen.ts';
import { elsewhere } from '#views/text.ts';
import { asText, utc } from './markdown.ts';

/** For files: names instead of ids, UTC instead of the reader's time. `people`: names by Slack id; who is not among them keeps the id. */
export function markdownPen(people: ReadonlyMap<string, string>): Pen {
  return {
    person: (id) => asText(people.get(id) ?? elsewhere(id) ?? id, 100),
    nameOf: (id) => people.get(id) ?? id,
    strong: (words) => `**${words}**`,
    quoted: asText,
    when: utc,
    channel: (id, name) => `#${asText(name ?? id, 80)}`,
    link: (address, label) => (/^https?:\/\/[\w.:/?=&%-]+$/.test(address) ? `[${label}](${address})` : label),
  };
}
