import type { KnownBlock } from '@slack/types';
import type { Entry } from '#src/domain/incident/promises/ledger.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { context, section } from '#views/blocks.ts';
import { channelLink } from '#views/text.ts';
import { keepingButtons, owedWords } from './owed.ts';
import { shortHeading } from './words.ts';

/** Something the reader owes, and for which incident. */
export interface Owing {
  readonly incident: Incident;
  readonly entry: Entry;
}

/** App Home and an answer hold more, people do not read it. */
const mostShown = 10;

/** What the reader owes, soonest first, each with the one step that keeps it. */
export function owingBlocks(owed: readonly Owing[], policy: Policy): readonly KnownBlock[] {
  if (owed.length === 0) return [section('*What you owe*\nNothing.')];
  const left = owed.length - mostShown;
  return [
    section('*What you owe*'),
    ...owed.slice(0, mostShown).map((one) => owing(one, policy)),
    ...(left > 0 ? [context(`and ${left} more, due later`)] : []),
  ];
}

function owing({ incident, entry }: Owing, policy: Policy): KnownBlock {
  const place = incident.channel ? ` · ${channelLink(incident.channel.id)}` : '';
  const [keep] = keepingButtons(incident, entry);
  return {
    ...section(`*${shortHeading(incident)}*${place}\n${owedWords(incident, entry, policy)}`),
    ...(keep && { accessory: keep }),
  };
}
