import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { severities, severityName } from '#src/domain/severity.ts';
import { section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { channelLink, clip, code, inline, listed } from '#views/text.ts';
import { shortHeading, titleOf } from './words.ts';

export interface DeclarationAnswerProps {
  /** The answer that it is stored. */
  readonly stored: Message;
  readonly incident: Incident;
  readonly policy: Pick<Policy, 'rota' | 'services'>;
  /** Open ones that may be the same, the likest first; only those the reader may know of, and has not been asked about. */
  readonly alike: readonly Incident[];
}

/** The answer to a declaration, with what whoever declared it should know at once: whom it asks where nobody named a service, and what it may be. */
export function declarationAnswer({ stored, incident, policy, alike }: DeclarationAnswerProps): Message {
  const asked = whomItAsks(incident, policy);
  const same = `${listed(alike.map(({ number }) => incidentName(number)))} may be the same.`;
  const besides = [
    ...(asked === null ? [] : [section(asked)]),
    ...(alike.length > 0 ? [section(`*${same}* Work on one incident in one place.`)] : []),
    ...alike.map((other) => section(toMerge(incident, other))),
  ];
  const text = alike.length > 0 ? `${stored.text}. ${same}` : stored.text;
  return { text: clip(text, limits.messageText), blocks: [...stored.blocks, ...besides] };
}

/** `null`: the team that owns the service is asked, or nobody, because it is over or private. */
function whomItAsks(
  { services, resolvedAt, restricted }: Incident,
  { rota: [first], services: known }: DeclarationAnswerProps['policy'],
): string | null {
  if (services.length > 0 || resolvedAt !== null || restricted) return null;
  const who = first
    ? `so whoever is on call for ${inline(first.team, 75)} is asked`
    : 'and the policy has no rota to ask';
  const ids = known.slice(0, mostNamed).map(({ id }) => code(id, 75));
  const others =
    known.length > mostNamed ? ` and ${known.length - mostNamed} more: ${code('/apgms service list')}` : '';
  const next = known.length > 0 ? ` Next time name it in front: ${ids.join(', ')}${others}.` : '';
  return `*No service was named,* ${who}.${next}`;
}

/** As many ids as people read. */
const mostNamed = 10;

/** The milder one goes into the worse, whose deadlines are nearer; of equals the newer into the older. */
function toMerge(incident: Incident, other: Incident): string {
  const place = other.channel ? ` · ${channelLink(other.channel.id)}` : '';
  const about = `*${shortHeading(other)}* · ${titleOf(other)}${place}`;
  // Merging would show people of the one what the other hides.
  if (incident.restricted !== other.restricted) return about;
  const rank = ({ severity }: Incident) => severities.indexOf(severity);
  const [from, into] = rank(incident) < rank(other) ? [other, incident] : [incident, other];
  const names = [incidentName(from.number), incidentName(into.number)] as const;
  const goesOn = `${names[1]}, ${severityName(into.severity)}, goes on`;
  return `${about}\nIf it is: ${code(`/apgms incident merge ${names[0]} into ${names[1]}`)} (${goesOn})`;
}
