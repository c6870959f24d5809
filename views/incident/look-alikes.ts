import type { SectionBlock } from '@slack/types';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { asTyped } from '#views/as-read.ts';
import { actions, button, context, message, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { channelLink, clip, code, duration, listed } from '#views/text.ts';
import { shortHeading, statusOf, titleOf } from './words.ts';

export interface LookAlikesProps {
  /** The likest first; only those the reader may know of. */
  readonly incidents: readonly Incident[];
}

/** `action_id` of the answer that it is another one. Its value: a word for this question, then the words of the declaration. */
export const declareAnywayId = 'incident.declare-anyway';

export interface LookAlikesQuestion extends LookAlikesProps {
  /** The words of the declaration. */
  readonly text: string;
  /** One word that is this question's own: however often it is answered, it is answered once. */
  readonly once: string;
  readonly now: number;
}

/** The answer to a declaration that sounds like an open incident: which, and how to go on. Nothing is declared yet. */
export function lookAlikes({ incidents, text, once, now }: LookAlikesQuestion): Message {
  const stopped = `Not declared yet: ${listed(incidents.map(({ number }) => incidentName(number)))} may be the same.`;
  const value = `${once} ${text}`;
  const anyway =
    value.length > limits.buttonValue ? null : button('It is another one: declare it', declareAnywayId, value);
  const shows = incidents.flatMap(({ number }, index) => {
    const name = incidentName(number);
    return runButton(`Open ${name}`, `incident show ${name}`, index + 1) ?? [];
  });
  const way =
    anyway === null
      ? [
          context(
            `If it is another one, put “anyway” in front: ${code(`/apgms incident declare anyway ${clip(asTyped(text), 60)}`)}`,
          ),
        ]
      : [];
  return message(`${stopped} Is it another one?`, [
    section(`*${stopped}*\nWork on one incident in one place. Is it one of these?`),
    ...incidents.map((incident) => line(incident, now)),
    ...way,
    actions([...(anyway === null ? [] : [anyway]), ...shows]),
  ]);
}

/** The same above the form, which keeps what was entered. */
export function lookAlikesLead({ incidents }: LookAlikesProps): readonly SectionBlock[] {
  const stopped = `Not declared yet: ${listed(incidents.map(({ number }) => incidentName(number)))} may be the same.`;
  return [
    { ...section(`*${stopped}*\nIf it is another one, press “Declare anyway”.`), block_id: 'alike' },
    ...incidents.map((incident) => line(incident, null)),
  ];
}

function line(incident: Incident, now: number | null): SectionBlock {
  const facts = [
    statusOf(incident),
    ...(now === null ? [] : [`open for ${duration(now - incident.declaredAt)}`]),
    ...(incident.channel ? [channelLink(incident.channel.id)] : []),
  ];
  return section(`*${shortHeading(incident)}* · ${titleOf(incident)}\n${facts.join(' · ')}`);
}
