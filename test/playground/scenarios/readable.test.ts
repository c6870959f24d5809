import { describe, expect, it } from 'vitest';
import { readable } from '#playground/scenarios/readable.ts';
import { defaultSeed } from '#playground/workspace/seed.ts';
import { createState } from '#playground/workspace/state.ts';

const state = createState(defaultSeed, 0);
const read = (text: string) => readable({ text }, state);

describe('a message in the terminal', () => {
  it('names people, groups and channels', () => {
    expect(read('<@UANA> of <!subteam^SPLATFORM> in <#CROOM>')).toBe('@ana of @platform in #incident-room');
  });

  it('shows what stands for dates and links', () => {
    expect(read('<!date^1767261600^{date_short_pretty} {time}|2026-01-01 10:00 UTC>')).toBe('2026-01-01 10:00 UTC');
    expect(read('<https://example.com/a|the page>, <https://example.com/b>')).toBe('the page, https://example.com/b');
    expect(read('<!here>')).toBe('@here');
  });

  it('drops emphasis and keeps names that look like it', () => {
    expect(read('*INC-1 is stored:* _now_ in snake_case_name, 2 * 3 * 4')).toBe(
      'INC-1 is stored: now in snake_case_name, 2 * 3 * 4',
    );
  });

  it('leaves what somebody typed as it was typed', () => {
    expect(read('&lt;@UANA&gt; &amp;lt; a &lt;b&gt;')).toBe('<@UANA> &lt; a <b>');
  });

  it('is what its blocks say, a line each, and plain text in them is plain', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: '*INC-1*' } },
      { type: 'section', text: { type: 'mrkdwn', text: '*Status*\nInvestigating' } },
    ];
    expect(readable({ text: 'else', blocks }, state)).toBe('*INC-1*\nStatus\nInvestigating');
  });
});
