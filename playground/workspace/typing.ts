import { canSee } from './looking.ts';
import type { Person } from './people.ts';
import type { State } from './state.ts';

/** What Slack's client makes of typed text: `@ana`, `@Ana Ferreira`, `#incidents` and links become tokens, tokens stay, the rest is escaped. */
export function encodeTyped(state: State, person: Person, text: string): string {
  return encode(text, (part) => tokens(state, person, escaped(part), (id) => `<@${id}>`));
}

/** The same for a command's text with "escape channels, users and links" on: people's tokens carry names too, nothing else is escaped. */
export function encodeCommand(state: State, person: Person, text: string): string {
  return encode(text, (part) => tokens(state, person, part, (id, name) => `<@${id}|${name}>`));
}

const token = /<(?:[@#!][^<>\s]+|https?:\/\/[^<>]+)>/g;

function encode(text: string, plain: (part: string) => string): string {
  let out = '';
  let from = 0;
  for (const found of text.matchAll(token)) {
    out += plain(text.slice(from, found.index)) + found[0];
    from = found.index + found[0].length;
  }
  return out + plain(text.slice(from));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

type PersonToken = (id: string, name: string) => string;

function tokens(state: State, typist: Person, text: string, personToken: PersonToken): string {
  const mentions = mentionables(state, personToken);
  const names = [...mentions.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[^\p{L}\p{N} _-]/gu, '\\$&'));
  const mention = new RegExp(`(?<![\\w@.])@(${names.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
  return text
    .replace(/https?:\/\/[^\s<>]+/g, (url) => `<${url}>`)
    .replace(mention, (whole, name: string) => mentions.get(name.toLowerCase()) ?? whole)
    .replace(/(?<![\w#&/])#([a-z0-9_-]+)/g, (whole, name: string) => {
      const channel = [...state.channels.values()].find((other) => other.name === name && canSee(other, typist));
      return channel === undefined ? whole : `<#${channel.id}|${name}>`;
    });
}

/** What can follow an `@`, in small letters, and its token. */
function mentionables(state: State, personToken: PersonToken): ReadonlyMap<string, string> {
  const people = [...state.people.values()];
  return new Map([
    ...people.map(({ id, name, realName }): [string, string] => [realName.toLowerCase(), personToken(id, name)]),
    ...people.map(({ id, name }): [string, string] => [name.toLowerCase(), personToken(id, name)]),
    ...state.userGroups.map(({ id, handle }): [string, string] => [handle, `<!subteam^${id}|@${handle}>`]),
    ...['here', 'channel', 'everyone'].map((name): [string, string] => [name, `<!${name}>`]),
  ]);
}
