import { describe, expect, it } from 'vitest';
import { defaultSeed } from '#playground/workspace/seed.ts';
import { doctor, policyFile, town } from './doctor-bench.ts';

describe('a room', () => {
  it('that does not exist is named, with its place in the policy', async () => {
    const { env } = await town();
    const other = await policyFile((text) => text.replace('value: incident-room', 'value: war-room'));
    expect((await doctor({ ...env, ...other })).of('rooms')).toEqual([
      { state: 'wrong', text: expect.stringMatching(/#war-room\..*\/invite @APGMS.*rooms\.status in .*apgms\.yaml/) },
    ]);
  });

  it('that is archived is named', async () => {
    const { env, slack } = await town();
    await slack.changeChannel({ op: 'archive', user: 'ana', channel: 'ops-alerts' });
    expect((await doctor(env)).of('rooms')).toEqual([
      { state: 'wrong', text: expect.stringMatching(/#ops-alerts is archived.*rooms\.alerts/) },
    ]);
  });

  it('that is private is well with the bot in it, and not to be seen without', async () => {
    const channels = defaultSeed.channels.map((one) => (one.name === 'apgms-ops' ? { ...one, isPrivate: true } : one));
    const { env, slack } = await town({ seed: { ...defaultSeed, channels } });
    expect((await doctor(env)).of('rooms')).toMatchObject([
      { state: 'wrong', text: expect.stringContaining('#apgms-ops') },
    ]);
    await slack.changeChannel({ op: 'invite_bot', user: 'ana', channel: 'apgms-ops' });
    expect((await doctor(env)).of('rooms')).toMatchObject([{ state: 'ok' }]);
  });

  it('the bot is not in can be entered, unless it lacks the scope', async () => {
    const { env, slack, withhold } = await town();
    for (const channel of ['incidents', 'incident-room', 'ops-alerts'])
      await slack.changeChannel({ op: 'invite_bot', user: 'ana', channel });
    expect((await doctor(env)).of('rooms')).toEqual([
      { state: 'ok', text: '#incidents, #incident-room, #ops-alerts, #apgms-ops (to be entered).' },
    ]);
    await withhold('channels:join');
    expect((await doctor(env)).of('rooms')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/not in #apgms-ops.*channels:join/) },
    ]);
  });

  it('the security contact is told in counts as one', async () => {
    const { env } = await town();
    const told = await policyFile((text) => text.replace('slack: sec@apgms.example', 'slack: "#secrets"'));
    expect((await doctor({ ...env, ...told })).of('rooms')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/#secrets.*security\.slack/) },
    ]);
  });
});

describe('the people of the policy', () => {
  const also = (...people: readonly string[]) =>
    policyFile((text) =>
      text.replace(
        'people:\n',
        `people:\n${people.map((email) => `  - { email: ${email}, name: Somebody, team: Platform }\n`).join('')}`,
      ),
    );

  it('are named each where Slack does not know them, knows them no more, or knows them as others', async () => {
    const { env } = await town();
    const report = await doctor({
      ...env,
      ...(await also('zoe@apgms.example', 'ole@apgms.example', 'pax@supplier.example')),
    });
    expect(report.of('people')).toMatchObject([
      { state: 'wrong', text: expect.stringMatching(/^Nobody in Slack has .*\(zoe@apgms\.example\)/) },
      { state: 'wrong', text: expect.stringMatching(/\(ole@apgms\.example\) is deactivated/) },
      { state: 'wrong', text: expect.stringMatching(/\(pax@supplier\.example\) is a bot, or of another workspace/) },
    ]);
    expect(report.in('wrong')).toEqual(['people']);
  });

  it('who came back are not taken for the account they had', async () => {
    const gone = defaultSeed.people.map((one) => ({ ...one, id: `${one.id}0`, isDeleted: true }));
    const people = [...gone, ...defaultSeed.people, ...gone.map((one) => ({ ...one, id: `${one.id}1` }))];
    const { env } = await town({ seed: { ...defaultSeed, people } });
    expect((await doctor(env)).of('people')).toMatchObject([{ state: 'ok' }]);
  });
});

describe('a group', () => {
  it('with nobody in it is a warning', async () => {
    const { env } = await town();
    const empty = await policyFile((text) => text.replace('  audit: [sec@apgms.example]', '  audit: []'));
    const report = await doctor({ ...env, ...empty });
    expect(report.of('groups')).toMatchObject([{ state: 'warning', text: expect.stringContaining('groups.audit') }]);
    expect(report.in('wrong')).toEqual([]);
  });

  it('whose people are all gone from Slack is one, too', async () => {
    const people = defaultSeed.people.map((one) => (one.name === 'sec' ? { ...one, isDeleted: true } : one));
    const { env } = await town({ seed: { ...defaultSeed, people } });
    const report = await doctor(env);
    expect(report.of('groups').map(({ state, text }) => [state, text.split(' ')[2]])).toEqual([
      ['warning', 'audit'],
      ['warning', 'security'],
    ]);
  });
});
