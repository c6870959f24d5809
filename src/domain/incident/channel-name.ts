import { type Incident, incidentStream } from './state.ts';

/** Slack's limit for the name of a channel. */
const longest = 80;

/**
 * The name for an incident's channel: `inc-42-bank-lines-returns-500`, in lower-case ASCII letters, digits and hyphens. A restricted or
 * redacted one says only its number. `taken`: how many names of this incident were found taken already; from the second on a counter follows.
 */
export function channelName(incident: Pick<Incident, 'number' | 'title' | 'restricted'>, taken: number): string {
  const stem = incidentStream(incident.number);
  const suffix = taken > 0 ? `-${taken + 1}` : '';
  const slug = incident.restricted ? '' : slugOf(incident.title.body ?? '');
  return `${shortened(slug ? `${stem}-${slug}` : stem, longest - suffix.length)}${suffix}`;
}

/** The words of `text` in lower-case ASCII letters, digits and hyphens; empty where none are left. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** `name` in at most `limit` characters, cut between two words, unless the last one is most of it. */
export function shortened(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const cut = name.slice(0, limit);
  const end = name[limit] === '-' ? limit : cut.lastIndexOf('-');
  return cut.slice(0, end > limit / 2 ? end : limit).replace(/-$/, '');
}
