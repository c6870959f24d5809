import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd } from '#test/support/crowd.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench();
  await bench.declare('ana', 'sev1 api-gateway nobody can log in');
  await bench.declare('ana', 'sev4 api-gateway a typo');
  await bench.declare('ana', 'private sev2 api-gateway Zerberus');
});
afterAll(() => bench.close());

describe('/apgms service list', () => {
  it('says what there is, who owns it and what is open', async () => {
    const answer = await bench.told('ben', 'service list');
    expect(answer).toContain(
      '`api-gateway` API Gateway · Platform Engineering, backup Data Services · *2 open incidents*',
    );
    expect(answer).toContain('`worker` Worker · Data Services, backup Platform Engineering"');
  });

  it('counts private ones for their members only', async () => {
    expect(await bench.told('ana', 'service list')).toContain('*3 open incidents*');
  });

  it('takes no further words', async () => {
    expect(await bench.told('ben', 'service list all')).toContain('I do not understand `all`');
  });

  it('is refused to a guest', async () => {
    expect(await bench.told('gus', 'service list')).toContain('Guests cannot look at services.');
  });
});

describe('/apgms service show', () => {
  it.each(['api-gateway', 'API Gateway', '"api gateway"'])('says all the policy knows of it: %s', async (named) => {
    const answer = await bench.told('ben', `service show ${named}`);
    for (const words of ['Platform Engineering', 'Data Services', '#apgms-ops', 'Fastify', 'runbook 000']) {
      expect(answer).toContain(words);
    }
    expect(answer).toContain('*2 open incidents*');
    expect(answer.indexOf('nobody can log in')).toBeLessThan(answer.indexOf('a typo'));
    expect(answer).toContain('`/apgms incident declare sev2 api-gateway returns 500`');
  });

  it('says which one it read a slip as', async () => {
    const answer = await bench.told('ben', 'service show wrker');
    expect(answer).toContain('`wrker` was read as Worker.');
    expect(answer).toContain('*No open incident*');
  });

  it('finds the only one with a word that begins so', async () => {
    expect(await bench.told('ben', 'service show api')).toContain('`api` was read as API Gateway.');
    expect(await bench.told('ben', 'service show gate')).toContain('`gate` was read as API Gateway.');
    expect(await bench.told('ben', 'service show w')).toContain('The policy knows no service called w.');
  });

  it('says so when there is none of that name', async () => {
    expect(await bench.told('ben', 'service show billing')).toContain('The policy knows no service called billing.');
    expect(await bench.told('ben', 'service show')).toContain('Which service?');
  });

  it('opens the form for it by its button', async () => {
    await bench.type('ben', 'service show worker');
    const { view } = await bench.press('ben', 'general', 'apgms.run');
    expect(view?.callback_id).toBe('incident.declare');
    expect(JSON.stringify(view)).toMatch(/"initial_options":\[[^\]]*"worker"/);
  });

  it('is understood in the other order, and near misses are explained', async () => {
    expect(await bench.told('ben', 'show service worker')).toContain('Worker · worker');
    expect(await bench.told('ben', 'servcie show worker')).toContain('`/apgms service show worker`');
    expect(await bench.told('ben', 'list services')).toContain('`/apgms service list`');
  });

  it('shows the worst of many, and counts them all', async () => {
    await crowd(bench.store, 50);
    const answer = await bench.told('ben', 'service show api-gateway');
    expect(answer).toContain('*52 open incidents*');
    expect(answer.match(/INC-\d+ · SEV/g)).toHaveLength(5);
    expect(answer).toContain('`/apgms incident list api-gateway`');
    expect(answer).not.toContain('Zerberus');
  });

  it('is refused to a guest', async () => {
    expect(await bench.told('gus', 'service show worker')).toContain('Guests cannot look at services.');
  });
});
