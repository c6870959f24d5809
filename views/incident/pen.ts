import { channelLink, inline, mention, when } from '#views/text.ts';

/** How words are written down: the same sentences stand in Slack and in files. What a pen returns is safe where it writes. */
export interface Pen {
  /** A person, by id. */
  person(id: string): string;
  /** The same within what somebody wrote, before it is made safe; the id where nobody knows the name. */
  nameOf(id: string): string;
  strong(words: string): string;
  /** What a person wrote, on one line, at most `limit` characters of it. */
  quoted(text: string, limit: number): string;
  when(ms: number): string;
  /** A channel by its id; by `name` where ids say nothing. */
  channel(id: string, name: string | null): string;
  /** An address of Slack's own. */
  link(address: string, label: string): string;
}

/** For messages. `people`: names by Slack id, for those who are named in what somebody wrote. */
export function slackPen(people: ReadonlyMap<string, string>): Pen {
  return { ...plainPen, nameOf: (id) => people.get(id) ?? id };
}

const plainPen: Omit<Pen, 'nameOf'> = {
  person: mention,
  strong: (words) => `*${words}*`,
  quoted: inline,
  when,
  channel: (id) => channelLink(id),
  link: (address, label) => (/^https?:\/\/[^\s<>|"]+$/.test(address) ? `<${address}|${label}>` : label),
};
