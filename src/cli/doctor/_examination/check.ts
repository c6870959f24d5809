import type { ConfigSurvey } from '#src/config.ts';
import type { PolicyFile } from '#src/policy.ts';
import type { Wall } from '#src/ports/time.ts';
import type { Database } from './database.ts';
import type { Accounts, Slack } from './slack.ts';

/** One line of the report. For what is not well, `text` ends with how to mend it: the click, the command, the line. Never a secret. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'wrong' | 'not checked';
  readonly text: string;
}

/** One thing to look at. Looking changes nothing, here or anywhere. */
export interface Check {
  /** In front of its lines. */
  readonly name: string;
  look(patient: Patient): Promise<readonly Finding[]>;
}

/** Something that several checks need. Where it cannot be had, `findings` is what its own check says, `why` what the others say. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly findings: readonly Finding[]; readonly why: string };

/** What is looked at. Each part is found out once, when the first check asks for it; none of them rejects because something is wrong there. */
export interface Patient {
  readonly config: ConfigSurvey;
  readonly nodeVersion: string;
  readonly wall: Wall;
  policy(): Promise<Known<PolicyFile>>;
  database(): Promise<Known<Database>>;
  slack(): Promise<Known<Slack>>;
  accounts(): Promise<Known<Accounts>>;
}

export const ok = (text: string): Finding => ({ state: 'ok', text });
export const warning = (text: string): Finding => ({ state: 'warning', text });
export const wrong = (text: string): Finding => ({ state: 'wrong', text });
/** `why`: which check says what stands in the way. */
export const notChecked = (why: string): Finding => ({ state: 'not checked', text: `not checked: ${why}` });

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** For its own check and for the others. */
export function unknown(finding: Finding, why: string): Known<never> {
  return { known: false, findings: [finding], why };
}

/** Part of the environment cannot be used, and the check of it says so. */
export function unconfigured(what: string): Known<never> {
  const why = `${what} cannot be used, see configuration.`;
  return unknown(notChecked(why), why);
}
