import { beforeEach, describe, expect, it } from 'vitest';
import { webhook } from '#src/cli/doctor/_pagerduty/webhook.ts';
import { loadPolicy } from '#src/policy.ts';
import { heardTypes } from '#src/vendors/pagerduty/schema.ts';
import { type PagerDutyRig, startPagerDuty, webhookSecret } from '#test/playground/fakes/pagerduty-rig.ts';
import { freePort } from '#test/support/free-port.ts';
import { says, stubPagerDuty } from '#test/vendors/pagerduty/stub-pagerduty.ts';
import { doctor, policyFile, town, withoutPagerDuty } from './doctor-bench.ts';

let rig: PagerDutyRig;
let env: Readonly<Record<string, string>>;
beforeEach(async () => {
  rig = await startPagerDuty({ patience: 10_000 });
  env = {
    ...(await town()).env,
    PAGERDUTY_API_TOKEN: rig.pagerDuty.token,
    PAGERDUTY_FROM_EMAIL: rig.pagerDuty.fromEmail,
    PAGERDUTY_WEBHOOK_SECRET: webhookSecret,
    PAGERDUTY_API_URL: `${rig.url}/pagerduty`,
  };
});

/** What is not well, as it is told. */
async function problems(changes: Readonly<Record<string, string>> = {}) {
  const findings = (await doctor({ ...env, ...changes })).of('PagerDuty');
  return findings.filter(({ state }) => state !== 'ok').map(({ state, text }) => `${state}: ${text}`);
}

/** The one thing of the usual account: he is on the escalation path, and has no user there. */
const emil = expect.stringMatching(/^warning: It has no user with the e-mail of Emil Novak \(emil@apgms\.example\)/);

describe('PagerDuty', () => {
  it('that is not set up is well where the policy counts on none, and else a warning', async () => {
    const { env: without } = await town();
    const told = async (more = {}) =>
      (await doctor({ ...without, ...more })).of('PagerDuty').map(({ state, text }) => `${state}: ${text}`);
    expect(await told()).toEqual([
      expect.stringMatching(/^warning: not set up: nobody is paged, although apgms\.yaml names 10 services of it/),
    ]);
    expect(await told(await withoutPagerDuty())).toEqual([
      expect.stringMatching(/^ok: not set up: nobody is paged, and who is on call is by the rota\. /),
    ]);
    const broken = await policyFile((text) => `${text}\nnonsense: 1\n`);
    expect(await told(broken)).toEqual([expect.stringMatching(/^not checked: /)]);
  });

  it('that is set up is looked at all through, and nothing there is changed', async () => {
    const report = await doctor(env);
    expect(report.of('PagerDuty').map(({ state, text }) => `${state}: ${text}`)).toEqual([
      'ok: it takes the token, and the bot acts as APGMS Ops. That it may write shows with the first page.',
      'ok: all 10 services of apgms.yaml are there, and call somebody.',
      'ok: it knows the priorities, and people can be asked to join in.',
      `ok: it tells ${rig.ear.url}/webhooks/pagerduty what happens there.`,
      emil,
    ]);
    expect(report.in('wrong')).toEqual([]);
    const called = rig.log.calls().map(({ method, outcome }) => `${method} ${outcome}`);
    expect([...new Set(called)].toSorted()).toEqual([
      ...['abilities.list ok', 'oncalls.list ok', 'priorities.list ok', 'services.list ok', 'users.find ok'],
      'webhooks.list ok',
    ]);
  });

  it('whose variables are not all set, or not right, is left to the check of those', async () => {
    const { PAGERDUTY_WEBHOOK_SECRET: _, ...two } = env;
    const report = await doctor(two);
    expect(report.of('PagerDuty')).toMatchObject([
      { state: 'not checked', text: expect.stringContaining('see configuration') },
    ]);
    expect(report.in('wrong')).toEqual(['configuration']);
  });
});

describe('the token', () => {
  it('of another account is wrong, told how to get one, and never shown', async () => {
    const report = await doctor({ ...env, PAGERDUTY_API_TOKEN: 'sekret-of-another' });
    expect(report.of('PagerDuty')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/PAGERDUTY_API_TOKEN \(401\).*API Access Keys/) },
    ]);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it.each([
    ['where nobody is', async () => `http://127.0.0.1:${await freePort()}`, 'cannot be reached'],
    ['where something else is', async () => `${rig.url}/nothing`, "is not PagerDuty's REST API"],
  ])('cannot be tried %s', async (_, url, words) => {
    expect(await problems({ PAGERDUTY_API_URL: await url() })).toEqual([expect.stringContaining(words)]);
  });

  it('is not held against PagerDuty when it has us wait', async () => {
    rig.fault({ method: 'users.find', fault: 'rate_limit', retry_after: 7, times: 4 });
    expect(await problems()).toEqual([expect.stringMatching(/^not checked: .*In 7 s type `npm run doctor` again/)]);
  });
});

describe('the account', () => {
  it('lacks the user the bot acts as', async () => {
    expect(await problems({ PAGERDUTY_FROM_EMAIL: 'nobody@apgms.example' })).toEqual([
      expect.stringMatching(/^wrong: It knows no user with the e-mail nobody@apgms\.example/),
      emil,
    ]);
  });

  it('lacks a service of the policy', async () => {
    const file = await policyFile((text) => text.replace('pagerduty: PSPAYMT', 'pagerduty: PSOTHER'));
    expect(await problems(file)).toEqual([
      expect.stringMatching(/^wrong: It has no service PSOTHER \(services\.payments\.pagerduty in .*apgms\.yaml\)/),
      emil,
    ]);
  });

  it('has a service for which nobody is on call', async () => {
    await rig.control('POST', 'oncall', { policy: 'Data Services', level: 1, users: [] });
    expect(await problems()).toEqual([
      expect.stringMatching(/^wrong: Nobody is on call now at the first level for the service Worker\. /),
      emil,
    ]);
  });

  it('is told of no service for some of ours', async () => {
    const file = await policyFile((text) =>
      text.replace(/ +otherwise: .*\n/, '').replace(/ +pagerduty: PSWORKR\n/, ''),
    );
    expect(await problems(file)).toEqual([expect.stringMatching(/^warning: Nobody is paged for worker\./), emil]);
  });

  it('is told of no service for private incidents', async () => {
    const file = await policyFile((text) => text.replace(/ +security: PSSECUR.*\n/, ''));
    expect(await problems(file)).toEqual([
      expect.stringMatching(/^warning: Nobody is paged for private incidents\..*paging\.security\.$/),
      emil,
    ]);
  });

  it('has no priority of this name, and cannot ask others to join in', async () => {
    await rig.control('POST', 'abilities', { coordinated_responding: false });
    const file = await policyFile((text) => text.replace('priority: P1', 'priority: Highest'));
    expect(await problems(file)).toEqual([
      expect.stringMatching(/^warning: .*paging\.sev1\.priority: Highest.*it has P1, P2, P3, P4/),
      expect.stringMatching(/^warning: .*coordinated_responding/),
      emil,
    ]);
  });
});

describe('the webhook', () => {
  it('that is switched off is told how to switch it on', async () => {
    await rig.control('POST', 'webhooks', { active: false });
    expect(await problems()).toEqual([expect.stringMatching(/^wrong: Its webhook to .* is switched off/), emil]);
  });

  it('that PagerDuty keeps silent is told what that means', async () => {
    await rig.control('POST', 'webhooks', { disabled: true });
    expect(await problems()).toEqual([expect.stringMatching(/^wrong: It keeps silent .*WEBHOOK_SECRET/), emil]);
  });

  const ours = (changes: object) => ({
    ...{ id: 'PHOOK', active: true, delivery_method: { url: 'https://ops.example/webhooks/pagerduty?key=sekret' } },
    ...{ events: heardTypes, filter: { type: 'account_reference' }, ...changes },
  });
  const elsewhere = ours({ delivery_method: { url: 'https://ops.example/webhooks/other' } });

  it.each([
    [
      'is none where all lead elsewhere',
      [elsewhere, ours({ delivery_method: {} })],
      /^wrong: It tells nobody at .*incident\.triggered/,
    ],
    ['lacks an event', [ours({ events: heardTypes.slice(1) })], /^wrong: .*does not tell of incident\.triggered\./],
    [
      'is for one team',
      [ours({ filter: { type: 'team_reference', id: 'PTEAM' } })],
      /^warning: .*one service or one team/,
    ],
    [
      'is well if one of them is',
      [elsewhere, ours({ active: false }), ours({})],
      /^ok: it tells https:\/\/ops\.example\/webhooks\/pagerduty what/,
    ],
  ])('%s', async (_, webhook_subscriptions, words) => {
    const { pager } = await stubPagerDuty(() => says(200, { webhook_subscriptions, more: false }));
    const config = { token: '', fromEmail: '', webhookSecret: '', apiUrl: '' };
    const policy = await loadPolicy({ path: 'apgms.yaml', vars: {} });
    const findings = await webhook({ pager, config, policy, file: 'apgms.yaml', now: 0 });
    expect(findings.map(({ state, text }) => `${state}: ${text}`)).toEqual([expect.stringMatching(words)]);
    expect(JSON.stringify(findings)).not.toContain('sekret');
  });
});
