import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, inline } from '#views/text.ts';

/** Who somebody is in PagerDuty, as far as it is known. */
export interface InPagerProps {
  /** Whether PagerDuty is set up. */
  readonly hasPager: boolean;
  /** `said`: they said so themselves; `null`: it was not seen yet. */
  readonly pager: {
    readonly user: { readonly name: string; readonly email: string | null };
    readonly said: boolean;
  } | null;
}

/** `Ana Ferreira, by your e-mail`. */
export function inPagerWords({ hasPager, pager }: InPagerProps): string {
  if (!hasPager) return 'PagerDuty is not set up';
  if (pager === null) return 'not seen there yet; will be looked for by your e-mail';
  const { user, said } = pager;
  return said
    ? `${inline(user.name, 75)} (${inline(user.email ?? user.name, 100)}), as you said`
    : `${inline(user.name, 75)}, by your e-mail`;
}

/** How to mend it. */
export const mendWords = `Have you another e-mail in PagerDuty? ${code('/apgms me pagerduty you@there.example')} says so, ${code('/apgms me pagerduty reset')} takes it back.`;

export function inPagerMessage(props: InPagerProps): Message {
  const said = `In PagerDuty: ${inPagerWords(props)}.`;
  return message(said, [section(`*${said}*`), ...(props.hasPager ? [section(mendWords)] : [])]);
}
