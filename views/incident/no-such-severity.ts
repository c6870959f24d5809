import type { Policy } from '#src/domain/policy.ts';
import { severities } from '#src/domain/severity.ts';
import { oneLine } from '#src/domain/text.ts';
import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, inline } from '#views/text.ts';
import { severityMeaning } from './words.ts';

export interface NoSuchSeverityProps {
  /** As it was typed: `sev 9`. */
  readonly named: string;
  /** All that was typed after the verb. */
  readonly text: string;
  readonly policy: Policy;
  /** What was to be done with it. */
  readonly verb?: 'declare' | 'severity';
}

/** The answer to a severity there is none of: which there are, and the line again with the nearest one. Nothing was stored. */
export function noSuchSeverity({ named, text, policy, verb = 'declare' }: NoSuchSeverityProps): Message {
  const number = named.replace(/\D/g, '');
  const stopped = `${verb === 'declare' ? 'Not declared' : 'Not changed'}: there is no SEV${inline(number, 10)}.`;
  const known = severities.map((severity) => `• ${severityMeaning(policy, severity)}`).join('\n');
  const again = oneLine(text).replace(named, Number(number) < 1 ? 'sev1' : 'sev4');
  const way = `Choose the one that fits, for example: ${code(`/apgms incident ${verb} ${again}`)}`;
  return message(`${stopped} ${way}`, [section(`*${stopped}*\n${known}`), section(way)]);
}
