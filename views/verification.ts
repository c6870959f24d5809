import type { Finding, Verified } from '#src/domain/finding.ts';

/** How many digits of a hash are shown: enough to tell two apart. */
const shownDigits = 12;

/** One thing that is wrong with the record, as a line for a terminal. Ids and hashes only. */
export function findingLine(finding: Finding): string {
  return line(finding).replace(/\p{C}/gu, '?');
}

function line(finding: Finding): string {
  switch (finding.kind) {
    case 'event-changed':
      return `${event(finding)}: its content is not what its hash was made of. It was changed after it was written.`;
    case 'event-detached':
      return `${event(finding)}: it does not follow the event before it. One of the two was written anew.`;
    case 'event-unreadable':
      return `${event(finding)}: cannot be read. A newer version of this program wrote it, or none did.`;
    case 'events-missing':
      return `${finding.stream}: ${range('event', finding)} missing, and the next one is there.`;
    case 'text-changed':
      return `${event(finding)}: its text ${finding.prose} is not what the hash of it was made of. It was changed after it was written.`;
    case 'text-missing':
      return `${event(finding)}: its text ${finding.prose} is gone. One that was redacted would have left its row.`;
    case 'snapshot-differs':
      return `${finding.stream}: the snapshot is not what the events make of it (${finding.fields.join(', ')}).`;
    case 'snapshot-elsewhere':
      return `${finding.stream}: the snapshot stands at event ${finding.stands}, and the events end at ${finding.ends}.`;
    case 'snapshot-missing':
      return `${finding.stream}: there are events and no snapshot.`;
    case 'snapshot-orphaned':
      return `${finding.stream}: there is a snapshot and there are no events.`;
    case 'link-orphaned':
      return `${finding.stream}: a channel leads to it, and there are no events.`;
    case 'link-differs':
      return `${finding.stream}: ${finding.linked === null ? 'no channel leads' : `the channel ${finding.linked} leads`} to it, and its events name ${finding.told ?? 'none'}.`;
    case 'number-unused':
      return `${finding.stream}: its number was given out, and there are no events.`;
    case 'obligation-differs':
      return `${finding.stream}: the promise ${finding.obligation} is kept otherwise than the events make it (${finding.fields.join(', ')}).`;
    case 'obligation-missing':
      return `${finding.stream}: the events make the promise ${finding.obligation}, and it is not kept.`;
    case 'obligation-unfounded':
      return `${finding.stream}: the promise ${finding.obligation} is kept, and no event makes it.`;
    case 'policy-changed':
      return `policy ${short(finding.hash)}: its text is not what its hash was made of.`;
    case 'anchor-changed':
      return `anchor ${finding.anchor}: its content is not what its hash was made of. It was changed after it was written.`;
    case 'anchor-detached':
      return `anchor ${finding.anchor}: it does not follow the anchor before it. One of the two was written anew.`;
    case 'anchor-withdrawn':
      return `anchor ${finding.anchor}: it was posted in Slack, and is gone here.`;
    case 'anchors-missing':
      return `anchors: ${range('anchor', finding)} missing, and the next one is there.`;
    case 'head-changed':
    case 'head-missing':
      return `${event(finding)}: does not fit since ${anchored(finding)}. Expected hash ${short(finding.expected)}, ${instead(finding)}`;
    case 'kept-differs':
      return `anchor ${finding.anchor}: you kept the hash ${short(finding.digits)}, here it is ${short(finding.found)}. ${notOurs}`;
    case 'kept-unknown':
      return finding.anchor === null
        ? `No anchor here has the hash ${short(finding.digits)}, which you kept. ${notOurs}`
        : `anchor ${finding.anchor}, which you kept, is not here${finding.newest === null ? '' : `: the newest is ${finding.newest}`}. ${notOurs}`;
  }
}

const notOurs = 'The record was written anew since then, or this is not the database that was anchored.';

type Head = Extract<Finding, { kind: 'head-changed' | 'head-missing' }>;

function instead(head: Head): string {
  if (head.kind === 'head-changed')
    return `found ${short(head.found)}: it, or an event before it, was written anew after that anchor.`;
  if (head.ends === 0) return 'found nothing: the stream has no events at all.';
  const end = head.ends < head.seq ? `: the events end at ${head.ends}` : '';
  return `found nothing${end}.`;
}

function anchored({ anchor }: Head): string {
  return `anchor ${anchor.seq} (${utc(anchor.at)})`;
}

function event({ stream, seq }: { readonly stream: string; readonly seq: number }): string {
  return `${stream}, event ${seq}`;
}

function range(what: string, { from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `${what} ${from} is` : `${what}s ${from} to ${to} are`;
}

function short(hash: string): string {
  return hash.length > shownDigits ? `${hash.slice(0, shownDigits)}…` : hash;
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** What was looked at and what came of it, as lines for a terminal; the last one counts. `findings`: how many lines came before. */
export function verifiedLines(verified: Verified, findings: number): readonly string[] {
  const { streams, events, texts, redacted, snapshots, otherVersion, obligations, anchors, newest, kept } = verified;
  const sound = findings === 0;
  return [
    ...(kept
      ? [
          `Anchor ${kept.seq} (${utc(kept.at)}) is the one you kept${sound ? ': what was recorded until then is as it was' : ''}.`,
        ]
      : []),
    newest
      ? `The newest anchor is ${newest.seq}:${newest.hash} (${utc(newest.at)}). Compare it with the one in Slack.`
      : 'There is no anchor yet.',
    ...(otherVersion > 0 ? [`${count(otherVersion, 'snapshot')} of another version: not compared.`] : []),
    [
      `${sound ? 'No findings' : count(findings, 'finding')}:`,
      `${count(streams, 'stream')}, ${count(events, 'event')}, ${count(texts, 'text')} (${redacted} redacted),`,
      `${count(snapshots, 'snapshot')}, ${count(obligations, 'promise')}, ${count(anchors, 'anchor')}.`,
    ].join(' '),
  ];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
