import type { Service } from '#src/domain/policy.ts';
import { context, message, paragraph, section } from '#views/blocks.ts';
import { type Count, openWords } from '#views/incident/words.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { code, fitted, inline } from '#views/text.ts';
import { owners } from './words.ts';

export interface ServiceListProps {
  readonly services: readonly { readonly service: Service; readonly open: Count }[];
}

/** One message holds three full sections, and some words. */
const parts = { most: 3, lines: 25 };

/** All services, a line each: what to type, who owns it, how many incidents of it are open. */
export function serviceList({ services }: ServiceListProps): Message {
  const [first] = services;
  if (first === undefined)
    return paragraph('The policy names no service yet: they stand under `services` in apgms.yaml.');
  const lines = services.map(({ service, open }) => line(service, open));
  const starts = Array.from({ length: parts.most }, (_, index) => index * parts.lines);
  const texts = starts.map((start, index) => {
    const end = index === parts.most - 1 ? undefined : start + parts.lines;
    return fitted(lines.slice(start, end), '\n', limits.section);
  });
  const title = `${services.length} ${services.length === 1 ? 'service' : 'services'}`;
  return message(
    `${title}: ${fitted(
      services.map(({ service }) => inline(service.name, 75)),
      ', ',
      1_000,
    )}`,
    [
      section(`*${title}*`),
      ...texts.filter(Boolean).map(section),
      context(`More about one: ${code(`/apgms service show ${first.service.id}`)}`),
    ],
  );
}

function line(service: Service, open: Count): string {
  const trouble = open.total > 0 ? ` · *${openWords(open)}*` : '';
  return `${code(service.id, 75)} ${inline(service.name, 75)} · ${owners(service)}${trouble}`;
}
