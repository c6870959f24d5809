import type { Policy } from '#src/domain/policy.ts';
import { message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { code, fitted } from '#views/text.ts';

/** The question which service was meant. */
export function unnamedService({ services }: Pick<Policy, 'services'>): Message {
  const known = services.map((service) => code(service.id, 75));
  const example = `/apgms service show ${services[0]?.id ?? 'api-gateway'}`;
  return message('Which service?', [
    section(`*Which service?* Name it: ${code(example)}`),
    ...(known.length > 0 ? [section(`I know ${fitted(known, ', ', 1_500)}.`)] : []),
  ]);
}
