import type { Policy } from '#src/domain/policy.ts';
import { severities, severityName } from '#src/domain/severity.ts';
import { actions, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { inline } from '#views/text.ts';
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

/** The answer to a severity there is none of: which there are, and a button for each that says the same again with it. None is suggested: nobody knows which was meant. Nothing was stored. */
export function noSuchSeverity({ named, text, policy, verb = 'declare' }: NoSuchSeverityProps): Message {
  const number = named.replace(/\D/g, '');
  const stopped = `${verb === 'declare' ? 'Not declared' : 'Not changed'}: there is no SEV${inline(number, 10)}.`;
  const known = severities.map((severity) => `• ${severityMeaning(policy, severity)}`).join('\n');
  const again = severities.flatMap((severity, index) => {
    const words = `incident ${verb} ${text.replace(named, () => severity)}`;
    return runButton(severityName(severity), words, index + 1) ?? [];
  });
  const there = 'There are SEV1 (the worst) to SEV4 (the mildest).';
  const way = again.length > 0 ? `${there} Which is it?` : `${there} Say it again with the one that fits.`;
  return message(`${stopped} ${way}`, [
    section(`*${stopped}*\n${known}`),
    section(way),
    ...(again.length > 0 ? [actions(again)] : []),
  ]);
}
