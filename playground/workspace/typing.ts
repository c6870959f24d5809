import type { State } from './state.ts';

/** What Slack's client makes of typed text: `@ana`, `#incidents`, `@here` and links become tokens, tokens stay, the rest is escaped. */
export function encodeTyped(state: State, text: string): string {
  return encode(state, text, true);
}

/** The same for a command's text with "escape channels, users and links" on: tokens carry names too, nothing else is escaped. */
export function encodeCommand(state: State, text: string): string {
  return encode(state, text, false);
}

const token = /<(?:[@#!][^<>\s]+|https?:\/\/[^<>]+)>/g;

function encode(state: State, text: string, isMessage: boolean): string {
  let out = '';
  let from = 0;
  for (const found of text.matchAll(token)) {
    out += plain(state, text.slice(from, found.index), isMessage) + found[0];
    from = found.index + found[0].length;
  }
  return out + plain(state, text.slice(from), isMessage);
}

function plain(state: State, text: string, isMessage: boolean): string {
  const escaped = isMessage ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;
  return escaped
    .replace(/https?:\/\/[^\s<>]+/g, (url) => `<${url}>`)
    .replace(
      /(?<![\w@.])@([a-z0-9_-]+)/gi,
      (whole, name: string) => mention(state, name.toLowerCase(), isMessage) ?? whole,
    )
    .replace(/(?<![\w#&/])#([a-z0-9_-]+)/g, (whole, name: string) => {
      const channel = [...state.channels.values()].find((other) => other.name === name);
      return channel === undefined ? whole : `<#${channel.id}|${name}>`;
    });
}

function mention(state: State, name: string, isMessage: boolean): string | null {
  if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
  const group = state.userGroups.find((other) => other.handle === name);
  if (group !== undefined) return `<!subteam^${group.id}|@${name}>`;
  const person = [...state.people.values()].find((other) => other.name === name);
  if (person === undefined) return null;
  return isMessage ? `<@${person.id}>` : `<@${person.id}|${name}>`;
}
