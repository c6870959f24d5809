import { describe, expect, it } from 'vitest';
import type { Verified } from '#src/domain/finding.ts';
import { findingLine, verifiedLines } from '#views/verification.ts';

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const at = Date.UTC(2026, 10, 18, 16);
const checked: Verified = {
  ...{ streams: 2, events: 14, texts: 5, redacted: 1, snapshots: 2, otherVersion: 0, obligations: 9, anchors: 3 },
  newest: { seq: 3, at, hash },
  kept: null,
};

describe('a finding', () => {
  it('stays on its line, whatever a stream was named by who tampered', () => {
    const line = findingLine({ kind: 'snapshot-missing', stream: 'inc-1\n\u001b[2Jinc-2\u202e: all is well' });
    expect(line).toBe('inc-1??[2Jinc-2?: all is well: there are events and no snapshot.');
  });

  it('says one and many', () => {
    expect(findingLine({ kind: 'events-missing', stream: 'inc-1', from: 3, to: 3 })).toContain('event 3 is missing');
    expect(findingLine({ kind: 'anchors-missing', from: 3, to: 5 })).toContain('anchors 3 to 5 are missing');
  });

  it('of an event that is gone from the middle does not say where the events end', () => {
    const gone = { kind: 'head-missing', stream: 'inc-1', seq: 4, expected: hash, anchor: { seq: 2, at } } as const;
    expect(findingLine({ ...gone, ends: 9 })).toMatch(/Expected hash 9f86d081884c…, found nothing\.$/);
  });

  it('of an unknown anchor does not speak of a newest one where there is none', () => {
    const unknown = { kind: 'kept-unknown', anchor: 2, digits: hash } as const;
    expect(findingLine({ ...unknown, newest: null })).toMatch(/^anchor 2, which you kept, is not here\. /);
  });
});

describe('the end of the check', () => {
  it('names the newest anchor, to compare with Slack, and counts', () => {
    expect(verifiedLines(checked, 0)).toEqual([
      `The newest anchor is 3:${hash} (2026-11-18 16:00 UTC). Compare it with the one in Slack.`,
      'No findings: 2 streams, 14 events, 5 texts (1 redacted), 2 snapshots, 9 promises, 3 anchors.',
    ]);
  });

  it('says that the anchor somebody kept is the one that stands here, and vouches for the rest only where nothing is wrong', () => {
    const kept = { ...checked, kept: { seq: 2, at } };
    expect(verifiedLines(kept, 0)[0]).toBe(
      'Anchor 2 (2026-11-18 16:00 UTC) is the one you kept: what was recorded until then is as it was.',
    );
    expect(verifiedLines(kept, 1)[0]).toBe('Anchor 2 (2026-11-18 16:00 UTC) is the one you kept.');
    expect(verifiedLines(kept, 1).at(-1)).toMatch(/^1 finding: /);
  });

  it('says what was not compared, and that there is no anchor', () => {
    expect(verifiedLines({ ...checked, anchors: 0, newest: null, otherVersion: 2, texts: 1 }, 2)).toEqual([
      'There is no anchor yet.',
      '2 snapshots of another version: not compared.',
      '2 findings: 2 streams, 14 events, 1 text (1 redacted), 2 snapshots, 9 promises, 0 anchors.',
    ]);
  });
});
