import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseReport } from '#commands/_grammar/parse-report.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';
import { nasty } from '#test/views/props.ts';

const now = Date.UTC(2026, 10, 18, 16);
const day = 24 * 3_600_000;

describe('the words of a report', () => {
  it.each([
    ['', now - 30 * day],
    ['show', now - 30 * day],
    ['7d', now - 7 * day],
    ['show for the last 2 weeks', now - 14 * day],
    ['since 2026-11-01', Date.UTC(2026, 10, 1)],
    ['since yesterday', Date.UTC(2026, 10, 17)],
    ['last week', now - 7 * day],
  ])('%j', (text, since) => {
    expect(parseReport(text, now)).toEqual({ since, unread: null });
  });

  it('that mean nothing are told', () => {
    expect(parseReport('7d of bananas', now).unread).toBe('bananas');
    expect(parseReport('tomorrow', now).unread).toBe('tomorrow');
    expect(parseReport('since 9999-12-31', now).unread).toBe('since 9999-12-31');
  });

  it.each(nasty)('may be anything: %j', (text) => {
    expect(parseReport(text, now).since).toBeLessThanOrEqual(now);
  });
});

describe('/apgms report', () => {
  let bench: VerbBench;
  beforeAll(async () => {
    bench = await verbBench();
  });
  afterAll(() => bench.close());

  it('says so while there is nothing to report, and draws nothing', async () => {
    expect(await bench.told('dora', 'report')).toContain('0 incidents declared since');
    await bench.idle();
    expect(bench.filesFor('dora')).toEqual([]);
  });

  it('counts what its reader may know of, and sends them a picture of it, with words for who cannot see it', async () => {
    await bench.declare('ana', 'sev2 api-gateway bank-lines returns 500');
    await bench.declare('ana', 'sev1 private a leak');
    expect(await bench.told('dora', 'report 7d')).toContain('*1 incident declared since');
    await bench.idle();
    expect(await bench.told('ana', 'report 7d')).toContain('*2 incidents declared since');
    await bench.idle();
    expect(bench.filesFor('dora')).toEqual([
      expect.objectContaining({ mimetype: 'image/png', alt: expect.stringContaining('1 incident, drills left out.') }),
    ]);
    expect(bench.filesFor('ana')).toEqual([
      expect.objectContaining({ alt: expect.stringContaining('2 incidents, drills left out.') }),
    ]);
  });

  it('stands without its picture where Slack does not take it', async () => {
    const before = bench.filesFor('emil');
    await bench.client.fault({ vendor: 'slack', method: 'files.completeUploadExternal', fault: 'error_before' });
    expect(await bench.told('emil', 'report')).toContain('1 incident declared');
    await bench.idle();
    expect(bench.filesFor('emil')).toEqual(before);
  });

  it('says what it did not understand', async () => {
    expect(await bench.told('dora', 'report bananas')).toContain('bananas');
  });
});
