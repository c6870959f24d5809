import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { morningsIn } from '#test/support/mornings.ts';
import { openPlayground, type PlaygroundBench } from '#test/support/playground-bench.ts';
import { incidentsIn } from '#test/support/talk.ts';

const minute = 60_000;

describe('in the morning of a business day', { timeout: 120_000 }, () => {
  let bench: PlaygroundBench;
  let morning: ReturnType<typeof morningsIn>;
  const people = async (path: string, body: object) => {
    const answer = await fetch(`${bench.playground.url}/_pagerduty/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  beforeAll(async () => {
    bench = await openPlayground({ patient: true, pagerDuty: true });
    morning = morningsIn(bench);
    await bench.slack.settle();
  });
  afterAll(() => bench.close());

  it('what is to be mended of who is called is posted, once', async () => {
    const [first = '', ...others] = await morning.brings();
    expect(others).toEqual([]);
    expect(first).toContain('On-call, looked at this morning: 2 things are to be mended');
    expect(first).toContain('Noor Haddad may be called, and is not in Slack by that e-mail.');
    expect(first).toContain('Emil Novak is on the escalation path, and has no user in PagerDuty.');
    const count = morning.found().length;
    await bench.slack.advance('3h');
    expect(morning.found()).toHaveLength(count);
  });

  it('nothing is posted where nothing is wrong: Emil said that there he is Noor', async () => {
    await bench.slack.command('emil', 'general', 'me pagerduty noor@apgms.example');
    await bench.slack.settle();
    expect(await morning.brings()).toEqual([]);
    expect(morning.found().at(-1)).toBe('');
  });

  it('a level without anybody, somebody without a number and a channel that is gone are told', async () => {
    await people('oncall', { policy: 'Data Services', level: 2, users: [] });
    await people('contacts', { user: 'chen', types: ['email_contact_method'] });
    await bench.slack.changeChannel({ op: 'archive', user: 'ana', channel: 'ops-alerts' });
    const [post = ''] = await morning.brings();
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
    const [looked, posted] = [morning.found().length, (await morning.posts()).length];
    await morning.begins();
    await slack.advance('5m');
    expect(playground.bot.deaths()).toBe(deaths + 3);
    expect(morning.found()).toHaveLength(looked + 1);
    expect(await morning.posts()).toHaveLength(posted + 1);
  });

  it('PagerDuty that does not answer is waited for, and then told of', async () => {
    const before = (await morning.posts()).length;
    await morning.begins(-minute);
    await bench.slack.fault({ vendor: 'pagerduty', method: 'services.list', fault: 'error_before', times: 'forever' });
    await bench.slack.advance('15m');
    expect(await morning.posts()).toHaveLength(before);
    await bench.slack.advance('2m');
    expect((await morning.posts()).slice(before)).toEqual([expect.stringContaining('PagerDuty did not answer (')]);
  });
});

describe('without PagerDuty', { timeout: 120_000 }, () => {
  let bench: PlaygroundBench;
  let morning: ReturnType<typeof morningsIn>;
  beforeAll(async () => {
    bench = await openPlayground({ patient: true });
    morning = morningsIn(bench);
    await bench.slack.settle();
  });
  afterAll(() => bench.close());

  it('who is called goes by the rota, and all is well', async () => {
    await morning.begins();
    expect(await morning.posts()).toEqual([]);
    expect(morning.found().at(-1)).toBe('');
  });

  it('it is done later where nobody was there in the morning, once', async () => {
    const act = incidentsIn(bench);
    const count = morning.found().length;
    const due = await morning.next();
    await act.sleepUntil(due + 30 * minute);
    expect(morning.found()).toHaveLength(count + 1);
    await bench.slack.advance('2h');
    expect(morning.found()).toHaveLength(count + 1);
  });
});
