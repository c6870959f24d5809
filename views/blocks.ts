import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';
import { clip } from './text.ts';

/** A message whose notification says `text`. Both are mrkdwn of ours: what people wrote in it went through `inline` or `code`. */
export function message(text: string, blocks: readonly KnownBlock[]): Message {
  return { text: clip(text, limits.messageText), blocks };
}

/** One paragraph, also its own notification. */
export function paragraph(text: string): Message {
  return message(text, [section(text)]);
}

/** mrkdwn in which Slack looks for nothing but what is marked up: `@here` or `#general` in it stay words. */
function mrkdwn(text: string, limit: number): MrkdwnElement {
  return { type: 'mrkdwn', text: clip(text, limit), verbatim: true };
}

/** Text without any markup, so a person's words need no escaping; `:fire:` stays five letters and two colons. */
export function plain(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: clip(cleanText(text, limit * 2), limit), emoji: false };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(oneLine(text), limits.header) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text, limits.section) };
}

/** A person's words as they wrote them, over as many lines as they took. */
export function verbatim(text: string): SectionBlock {
  return { type: 'section', text: plain(text, limits.section) };
}

/** The same at any length: over as many sections as it takes, `most` at most; what does not fit is said to be missing. */
export function verbatimParts(text: string, most: number, rest: string): readonly SectionBlock[] {
  const parts = pieces(cleanText(text, limits.section * (most + 1)), limits.section);
  if (parts.length <= most) return parts.map(verbatim);
  const last = clip(parts[most - 1] ?? '', limits.section - rest.length - 2);
  return [...parts.slice(0, most - 1), `${last}\n${rest}`].map(verbatim);
}

/** `text` in pieces of at most `limit` UTF-16 units, cut between lines or words where there are any. */
function pieces(text: string, limit: number): readonly string[] {
  const found: string[] = [];
  let left = text;
  while (left.length > limit) {
    const cut = left.slice(0, limit);
    const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf(' '));
    const at = end > limit / 2 ? end : cut.replace(/[\ud800-\udbff]$/, '').length;
    found.push(left.slice(0, at));
    left = left.slice(at).trimStart();
  }
  return left ? [...found, left] : found;
}

/** Pairs of a label and its value, two in a row. */
export function fields(pairs: readonly (readonly [label: string, value: string])[]): SectionBlock {
  const shown = pairs.slice(0, limits.fields);
  return { type: 'section', fields: shown.map(([label, value]) => mrkdwn(`*${label}*\n${value}`, limits.field)) };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text, limits.context)] };
}

export function actions(buttons: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...buttons] };
}

export function button(label: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  const text = plain(label, limits.buttonText);
  return { type: 'button', text, action_id: actionId, value, ...(style && { style }) };
}

/** A button that asks once more before it does something: what will happen, and how to say yes and no. */
export function asking(
  one: Button,
  {
    title,
    text,
    yes,
    no,
  }: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string },
): Button {
  const confirm = { title: plain(title, 100), text: plain(text, 300), confirm: plain(yes, 30), deny: plain(no, 30) };
  return { ...one, confirm };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plain(text, limits.optionText), value };
}
