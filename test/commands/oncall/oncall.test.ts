import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOnCall } from '#commands/_grammar/parse-on-call.ts';
import type { OnCall } from '#src/domain/on-call.ts';
import { loadPolicy } from '#src/policy.ts';
import { freePort } from '#test/support/free-port.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';
import { pagerAt } from '#test/vendors/pagerduty/stub-pagerduty.ts';

const policy = await loadPolicy({ path: 'apgms.yaml', vars: {} });
const minute = 60_000;

const turn = (escalation: string, level: number, name: string, from: number | null, until: number | null) => ({
  policy: escalation,
  level,
  person: { id: `P${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@apgms.example` },
  from,
  until,
});

/** What PagerDuty said at `at`: it knows two services, and of one of them nobody is the secondary. */
function saidAt(at: number): OnCall {
  const monday = Date.UTC(2026, 10, 23, 9);
  return {
    at,
    policies: { PSAPIGW: 'PEPLATF', PSTAXEN: 'PEPLATF', PSWORKR: 'PEDATAS' },
    turns: [
      turn('PEPLATF', 1, 'Ana', at - minute, monday),
      turn('PEPLATF', 1, 'Ben', monday, monday + 7 * 24 * 60 * minute),
      turn('PEPLATF', 2, 'Noor', null, null),
      turn('PEDATAS', 1, 'Chen', null, null),
    ],
  };
}

const until = '<!date^1795424400^{date_short_pretty} {time}|2026-11-23 09:00 UTC>';

describe('/apgms oncall without PagerDuty', () => {
  let bench: VerbBench;
  beforeAll(async () => {
    bench = await verbBench({ policy });
    await bench.told('ana', 'me');
  });
  afterAll(() => bench.close());

  it('says who is on call by the rota, each group of people once, and mentions whom Slack told of', async () => {
    const answer = await bench.told('ben', 'oncall');
    expect(answer).toContain(
      '*API Gateway, Tax Engine, Redis Cache, Audit Service, Payments Service, Registries Service, anything else*',
    );
    expect(answer).toMatch(
      /Primary: <@UANA> until <!date[^>]+>, then <@UBEN>|Primary: <@UBEN> until <!date[^>]+>, then <@UANA>/,
    );
    expect(answer).toContain(
      '*Worker, Shared Database*\\nPrimary: Chen Wei, permanently\\nSecondary: <@UBEN>, permanently',
    );
    expect(answer).toContain('By the rota in apgms.yaml: PagerDuty is not set up.');
    expect(bench.woken).toEqual([]);
  });

  it('is understood as two words, too', async () => {
    expect(await bench.told('ben', 'on call payments')).toContain('`/apgms oncall payments`');
    expect(await bench.told('ben', 'on-call')).toContain('`/apgms oncall`');
  });

  it('knows what there is where nothing like it does', async () => {
    const answer = await bench.told('ben', 'oncall sales');
    expect(answer).toContain('The policy knows no service and no team called sales.');
    expect(answer).toContain('`payments`');
    expect(answer).toContain('Platform Engineering');
  });

  it('is refused to a guest', async () => {
    expect(await bench.told('gus', 'oncall')).toContain('Guests cannot see who is on call.');
    expect(await bench.told('gus', 'oncall sales')).toContain('Guests cannot see who is on call.');
  });
});

describe('/apgms oncall with PagerDuty', () => {
  let bench: VerbBench;
  let asked: () => number;
  beforeAll(async () => {
    // Nobody answers there: what is told comes from what is kept.
    bench = await verbBench({ policy, pager: pagerAt(`http://127.0.0.1:${await freePort()}`) });
    asked = () => bench.woken.filter(({ work }) => work === 'on-call.pagerduty.read-on-call').length;
    await bench.told('ana', 'me');
    await bench.told('ben', 'me');
  });
  afterAll(() => bench.close());

  it('that was never asked says so, has it asked, and goes by the rota', async () => {
    const answer = await bench.told('ben', 'oncall payments');
    expect(answer).toContain('PagerDuty was asked just now, type it again in a moment.');
    expect(answer).toMatch(/Primary: <@U(?:ANA|BEN)> until/);
    expect(asked()).toBe(1);
  });

  it('says who is on call, until when, who is next, and how old that is', async () => {
    await bench.store.keepOnCall(saidAt(bench.time.clock));
    for (const id of ['ANA', 'BEN', 'CHEN', 'NOOR']) {
      const name = `${id[0]}${id.slice(1).toLowerCase()}`;
      await bench.store.keepPagerUser({ id: `P${id}`, name, email: `${id.toLowerCase()}@apgms.example` });
    }
    const answer = await bench.told('ben', 'oncall api-gateway');
    expect(answer).toContain('On call for API Gateway');
    expect(answer).toContain(`Primary: <@UANA> until ${until}, then <@UBEN>`);
    expect(answer).toContain('Secondary: Noor (not in Slack), permanently');
    expect(answer).toContain('By PagerDuty, as of less than a minute ago.');
  });

  it('says plainly where nobody is, and who is asked then', async () => {
    expect(await bench.told('ben', 'oncall worker')).toContain(
      'Secondary: *nobody*, says PagerDuty; I ask <@UBEN> instead, by the rota in apgms.yaml',
    );
  });

  it('says of the rest that it goes by the rota', async () => {
    const answer = await bench.told('ben', 'oncall');
    expect(answer).toContain('*API Gateway, Tax Engine*');
    expect(answer).toMatch(
      /anything else\*\\nPrimary: [^"]+By the rota in apgms.yaml: PagerDuty calls nobody for it\./,
    );
  });

  it('asks again behind the answer once that is a minute old, and not before', async () => {
    const before = asked();
    bench.time.clock += minute - 1;
    await bench.told('ben', 'oncall');
    expect(asked()).toBe(before);
    // What was asked for the first time is done.
    await bench.done('on-call.pagerduty.read-on-call');
    bench.time.clock += 1;
    expect(await bench.told('ben', 'oncall')).toContain('By PagerDuty, as of 1 min ago.');
    expect(asked()).toBe(before + 1);
    await bench.told('ben', 'oncall');
    expect(asked()).toBe(before + 1);
  });

  it('says when it is long ago', async () => {
    bench.time.clock += 2 * 60 * minute;
    expect(await bench.told('ben', 'oncall tax-engine')).toContain(
      'By PagerDuty, as of 2 h 01 min ago, which is long ago: asked just now, type it again in a moment.',
    );
  });
});

describe('what follows oncall', () => {
  it.each([
    ['', null, null],
    ['list', null, null],
    ['all?', null, null],
    ['payments', 'payments', null],
    ['for Payments Service', 'Payments Service', null],
    ['"api gateway"', 'api gateway', null],
    ['PLATFORM ENGINEERING?', 'PLATFORM ENGINEERING', null],
    ['sre', 'sre', null],
    ['plat', 'Platform Engineering', 'plat'],
    ['platfrom enginering', 'Platform Engineering', 'platfrom enginering'],
    ['paymnets', 'payments', 'paymnets'],
    ['api-gatway', 'api-gateway', 'api-gatway'],
    // Of Shared Database and of Data Services.
    ['data', 'data', null],
    ['sales', 'sales', null],
  ])('%j', (text, named, slip) => {
    expect(parseOnCall(text, policy)).toEqual({ named, slip });
  });
});
