import type { Form, FormValue } from '#src/define.ts';
import { cleanText } from '#src/domain/text.ts';
import type { Element, View } from './payloads.ts';

/** More than Slack's own inputs hold: 3,000 characters. */
export const textLimit = 4_000;
/** The longest text Slack keeps in a message, and takes with a command. */
export const messageLimit = 40_000;

/** What was entered into a modal: block id to cleaned text, or to the chosen values. What was left empty is absent. */
export function formOf(view: View): Form {
  const entries = Object.entries(view.state.values).flatMap(([block, elements]) => {
    const value = Object.values(elements).map(enteredIn)[0] ?? null;
    return value === null || value.length === 0 ? [] : [[block, value] as const];
  });
  return Object.fromEntries(entries);
}

/** What a pressed control says: its value, or the first chosen one. Empty when it says nothing. */
export function pressedValue(element: Element): string {
  const value = enteredIn(element);
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

function enteredIn(element: Element): FormValue | null {
  const many =
    element.selected_options?.map((option) => option.value) ??
    element.selected_users ??
    element.selected_channels ??
    element.selected_conversations;
  if (many) return many.map((one) => cleanText(one, textLimit));
  const one =
    element.selected_option?.value ??
    element.selected_user ??
    element.selected_channel ??
    element.selected_conversation ??
    element.selected_date ??
    element.selected_time ??
    element.selected_date_time?.toString() ??
    element.value;
  return one == null ? null : cleanText(one, textLimit);
}
