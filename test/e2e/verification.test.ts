import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextMorning } from '#src/domain/calendar.ts';
import { loadPolicy } from '#src/policy.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn } from '#test/support/talk.ts';

const minute = 60_000;
const { calendar } = await loadPolicy({ path: 'apgms.yaml', vars: {} });

/** What stands in the daily room of mornings. */
const posts = async ({ slack }: PlaygroundBench) =>
  (await slack.posts('apgms-ops')).filter(({ text }) => text.startsWith('On-call, looked at')).map(({ text }) => text);

/** The bot's log says what was found, once for each day it looked. */
const found = ({ logged }: PlaygroundBench) =>
  [...logged().matchAll(/"findings":\[([^\]]*)\],"msg":"on-call verified"/g)].map(([, kinds]) => kinds);

async function toNextMorning(bench: PlaygroundBench, offset = 0): Promise<void> {
  const act = incidentsIn(bench);
  await act.moveTo(nextMorning(calendar, await act.now()) + offset);
}

describe('in the morning of a business day', { timeout: 120_000 }, () => {
  let bench: PlaygroundBench;
  const people = async (path: string, body: object) => {
    const answer = await fetch(`${bench.playground.url}/_pagerduty/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  /** What was posted since, without what was before. */
  async function morning(): Promise<readonly string[]> {
    const before = (await posts(bench)).length;
    await toNextMorning(bench);
    return (await posts(bench)).slice(before);
  }

  beforeAll(async () => {
    bench = await openPlayground({ patient: true, pagerDuty: true });
    await bench.slack.settle();
  });
  afterAll(() => bench.close());

  it('what is to be mended of who is called is posted, once', async () => {
    const [first = '', ...others] = await morning();
    expect(others).toEqual([]);
    expect(first).toContain('On-call, looked at this morning: 2 things are to be mended');
    expect(first).toContain('Noor Haddad may be called, and is not in Slack by that e-mail.');
    expect(first).toContain('Emil Novak is on the escalation path, and has no user in PagerDuty.');
    const count = found(bench).length;
    await bench.slack.advance('3h');
    expect(found(bench)).toHaveLength(count);
  });

  it('nothing is posted where nothing is wrong: Emil said that there he is Noor', async () => {
    await bench.slack.command('emil', 'general', 'me pagerduty noor@apgms.example');
    await bench.slack.settle();
    expect(await morning()).toEqual([]);
    expect(found(bench).at(-1)).toBe('');
  });

  it('a level without anybody, somebody without a number and a channel that is gone are told', async () => {
    await people('oncall', { policy: 'Data Services', level: 2, users: [] });
    await people('contacts', { user: 'chen', types: ['email_contact_method'] });
    await bench.slack.changeChannel({ op: 'archive', user: 'ana', channel: 'ops-alerts' });
    const [post = ''] = await morning();
    expect(post).toMatch(
      /Nobody is called second for Worker from <!date[^>]+> on\. Mend its schedule or escalation policy/,
    );
    expect(post).toContain('PagerDuty has neither a phone number of Chen Wei nor its app.');
    expect(post).toContain('I see no channel #ops-alerts, which apgms.yaml names.');
    expect(post).toContain('3 things are');
    await bench.slack.changeChannel({ op: 'unarchive', user: 'ana', channel: 'ops-alerts' });
  });

  it('stands once where the bot is killed as it looks, and as it posts', async () => {
    const { slack, playground } = bench;
    const deaths = playground.bot.deaths();
    await slack.fault({ vendor: 'pagerduty', method: 'contacts.list', fault: 'kill_before' });
    await slack.fault({ vendor: 'pagerduty', method: 'contacts.list', fault: 'kill_after_applying' });
    await slack.fault({
      ...{ vendor: 'slack', method: 'chat.postMessage', channel: 'apgms-ops', match: 'On-call' },
      fault: 'kill_after_applying',
    });
    const [looked, posted] = [found(bench).length, (await posts(bench)).length];
    await toNextMorning(bench);
    await slack.advance('5m');
    expect(playground.bot.deaths()).toBe(deaths + 3);
    expect(found(bench)).toHaveLength(looked + 1);
    expect(await posts(bench)).toHaveLength(posted + 1);
  });

  it('PagerDuty that does not answer is waited for, and then told of', async () => {
    const before = (await posts(bench)).length;
    await toNextMorning(bench, -minute);
    await bench.slack.fault({ vendor: 'pagerduty', method: 'services.list', fault: 'error_before', times: 'forever' });
    await bench.slack.advance('2m');
    expect(await posts(bench)).toHaveLength(before);
    const act = incidentsIn(bench);
    await act.sleepUntil((await act.now()) + 20 * minute);
    expect((await posts(bench)).slice(before)).toEqual([expect.stringContaining('PagerDuty did not answer (')]);
  });
});

describe('without PagerDuty', { timeout: 120_000 }, () => {
  let bench: PlaygroundBench;
  beforeAll(async () => {
    bench = await openPlayground({ patient: true });
    await bench.slack.settle();
  });
  afterAll(() => bench.close());

  it('who is called goes by the rota, and all is well', async () => {
    await toNextMorning(bench);
    expect(await posts(bench)).toEqual([]);
    expect(found(bench).at(-1)).toBe('');
  });

  it('it is done later where nobody was there in the morning, once', async () => {
    const act = incidentsIn(bench);
    const count = found(bench).length;
    const due = nextMorning(calendar, await act.now());
    await act.sleepUntil(due + 30 * minute);
    expect(found(bench)).toHaveLength(count + 1);
    await bench.slack.advance('2h');
    expect(found(bench)).toHaveLength(count + 1);
  });
});
