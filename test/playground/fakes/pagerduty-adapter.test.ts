import { beforeEach, describe, expect, it } from 'vitest';
import { heardTypes } from '#src/vendors/pagerduty/schema.ts';
import { type PagerDutyRig, page, startPagerDuty } from './pagerduty-rig.ts';

const ana = 'ana@apgms.example';
const minute = 60_000;

let rig: PagerDutyRig;
beforeEach(async () => {
  rig = await startPagerDuty();
});

const methods = () => rig.log.calls().map(({ method, outcome }) => `${method} ${outcome}`);
const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

describe('a page', () => {
  it('calls whoever is on call there, and is found under its key', async () => {
    const opened = await rig.pager.page(page);
    expect(opened).toMatchObject({
      number: 1,
      title: page.title,
      status: 'triggered',
      key: 'inc-42',
      service: { id: 'PSAPIGW', name: 'API Gateway' },
      urgency: 'high',
      createdAt: rig.clock.now,
    });
    expect(names(opened.assignees)).toEqual(['Ana Ferreira']);
    expect(await rig.pager.findPage('inc-42', 'PSAPIGW')).toEqual(opened);
    expect(await rig.pager.pageOf(opened.id)).toEqual(opened);
    expect(await rig.pager.findPage('inc-42', 'PSTAXEN')).toBeNull();
    expect(await rig.pager.findPage('inc-4', 'PSAPIGW')).toBeNull();
    expect(methods().slice(0, 3)).toEqual(['incidents.create ok', 'incidents.find ok', 'incidents.get ok']);
  });

  it('is not opened twice under one key, until it is over', async () => {
    const first = await rig.pager.page(page);
    await expect(rig.pager.page(page)).rejects.toMatchObject({ code: 'invalid', retryable: false, ambiguous: false });
    // Elsewhere the key is free.
    await rig.pager.page({ ...page, service: 'PSWORKR' });
    await rig.pager.resolve(first.id, null);
    const second = await rig.pager.page(page);
    expect(second.id).not.toBe(first.id);
    expect(await rig.pager.findPage('inc-42', 'PSAPIGW')).toMatchObject({ id: second.id });
  });

  it('is acknowledged and resolved by whoever it is said of, and tells so in its log', async () => {
    const { id } = await rig.pager.page(page);
    rig.clock.now += minute;
    await rig.pager.acknowledge(id, 'BEN@apgms.example');
    expect(await rig.pager.pageOf(id)).toMatchObject({ status: 'acknowledged', assignees: [{ name: 'Ben Okafor' }] });
    rig.clock.now += minute;
    await rig.pager.resolve(id, ana);
    await rig.pager.resolve(id, ana);
    expect(await rig.pager.pageOf(id)).toMatchObject({ status: 'resolved', assignees: [] });
    const log = await rig.pager.logOf(id);
    const entries = log.map(({ type, by }) => `${type} ${by?.name ?? 'nobody'}`);
    expect(entries).toEqual([
      'trigger_log_entry APGMS Ops',
      'assign_log_entry APGMS Ops',
      'notify_log_entry nobody',
      'acknowledge_log_entry Ben Okafor',
      'resolve_log_entry Ana Ferreira',
    ]);
    expect(log.at(-1)?.at).toBe(rig.clock.now);
    expect(methods().at(-1)).toBe('incidents.log ok');
    expect(methods()).toContain('incidents.resolve 1001');
  });

  it('keeps its notes in order, and its urgency as it was set', async () => {
    const { id } = await rig.pager.page(page);
    await rig.pager.note(id, 'Looking.', ana);
    await rig.pager.note(id, 'The pool is exhausted.', null);
    await rig.pager.setSeverity(id, { urgency: 'low', priority: 'P3' }, ana);
    expect((await rig.pager.notesOf(id)).map(({ content }) => content)).toEqual(['Looking.', 'The pool is exhausted.']);
    expect(await rig.pager.pageOf(id)).toMatchObject({ urgency: 'low', priority: 'P3' });
  });

  it('asks others to join in', async () => {
    const { id } = await rig.pager.page(page);
    await rig.pager.askToRespond({ page: id, message: 'help', users: ['PDORALI', 'PNOORHA'], from: ana });
    const { body } = await rig.rest('GET', `/incidents/${id}`);
    expect(body).toMatchObject({
      incident: {
        incidents_responders: [
          { state: 'pending', user: { summary: 'Dora Lindqvist' }, message: 'help', requester: { id: 'PANAFER' } },
          { state: 'pending', user: { summary: 'Noor Haddad' } },
        ],
      },
    });
  });

  it('is listed while it is open, over any number of pages, oldest first', async () => {
    for (let opened = 0; opened < 130; opened += 1) await rig.pager.page({ ...page, key: `inc-${opened}` });
    rig.clock.now += minute;
    const { id } = await rig.pager.page({ ...page, service: 'PSWORKR' });
    const there = await rig.pager.openPages(['PSAPIGW']);
    expect(there.map(({ key }) => key)).toEqual(Array.from({ length: 130 }, (_, opened) => `inc-${opened}`));
    expect(await rig.pager.openPages(['PSWORKR'])).toMatchObject([{ id }]);
    await rig.pager.resolve(id, null);
    expect(await rig.pager.openPages(['PSWORKR'])).toEqual([]);
    expect(await rig.pager.openPages([])).toEqual([]);
  });
});

describe('the account', () => {
  it('says who is on call, level by level, until when, and who comes next', async () => {
    const turns = async (policies: readonly string[], at = rig.clock.now) =>
      (await rig.pager.onCall(policies, at, at)).map(({ policy, level, user, from, until }) => [
        `${policy.name} ${level}: ${user.email}`,
        from,
        until,
      ]);
    const [first, second] = await turns(['PEPLATF']);
    const [, since, until] = first ?? [];
    expect(first?.[0]).toBe('Platform Engineering 1: ana@apgms.example');
    expect(second?.[0]).toBe('Platform Engineering 2: ben@apgms.example');
    expect(Number(until) - Number(since)).toBe(7 * 24 * 60 * minute);
    expect(Number(since)).toBeLessThan(rig.clock.now);
    expect(Number(until)).toBeGreaterThan(rig.clock.now + 4 * 24 * 60 * minute);
    expect(await turns(['PEPLATF'], Number(until))).toMatchObject([
      ['Platform Engineering 1: ben@apgms.example', until, Number(until) + 7 * 24 * 60 * minute],
      ['Platform Engineering 2: ana@apgms.example', until, Number(until) + 7 * 24 * 60 * minute],
    ]);
    expect(await turns(['PEDATAS', 'PESECUR'])).toEqual([
      ['Data Services 1: chen@apgms.example', null, null],
      ['Security 1: noor@apgms.example', null, null],
      ['Data Services 2: ben@apgms.example', null, null],
    ]);
  });

  it('knows people by their e-mail, and what each service calls', async () => {
    expect(await rig.pager.userByEmail('noor@apgms.example')).toMatchObject({ id: 'PNOORHA', name: 'Noor Haddad' });
    expect(await rig.pager.userByEmail('emil@apgms.example')).toBeNull();
    const services = await rig.pager.services();
    expect(services).toHaveLength(10);
    expect(services).toContainEqual({ id: 'PSREDIS', name: 'Redis Cache', policy: 'PESRETM' });
  });
});

it('says by what somebody can be reached', async () => {
  expect(await rig.pager.contactsOf('PANAFER')).toEqual(['email', 'phone', 'sms', 'push']);
  await rig.control('POST', 'contacts', { user: 'ana', types: ['email_contact_method'] });
  expect(await rig.pager.contactsOf('PANAFER')).toEqual(['email']);
  await expect(rig.pager.contactsOf('PNOBODY')).rejects.toMatchObject({ code: 'not-found' });
});

describe('what the doctor asks for', () => {
  it('is what the account can do, and how it ranks', async () => {
    expect(await rig.pager.abilities()).toEqual(['coordinated_responding', 'urgencies']);
    await rig.control('POST', 'abilities', { coordinated_responding: false });
    expect(await rig.pager.abilities()).toEqual(['urgencies']);
    expect(await rig.pager.priorities()).toEqual(['P1', 'P2', 'P3', 'P4']);
  });

  it('is whom it tells of what happens', async () => {
    const [told, ...others] = await rig.pager.subscriptions();
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      url: `${rig.ear.url}/webhooks/pagerduty`,
      active: true,
      silenced: false,
      whole: true,
    });
    expect(told?.events).toEqual(expect.arrayContaining([...heardTypes]));
    await rig.control('POST', 'webhooks', { active: false });
    await rig.control('POST', 'webhooks', { disabled: true });
    expect(await rig.pager.subscriptions()).toMatchObject([{ active: false, silenced: true }]);
  });
});

describe('what goes wrong on command', () => {
  it.each([
    [{ fault: 'error_before' }, 'http_500', true, 0],
    [{ fault: 'error_after' }, 'http_500', true, 1],
    [{ fault: 'reset_before' }, 'reset', true, 0],
    [{ fault: 'reset_after' }, 'reset', true, 1],
    [{ fault: 'kill_before' }, 'reset', true, 0],
    [{ fault: 'kill_after_applying' }, 'reset', true, 1],
    [{ fault: 'refuse', error: '1015' }, 'nobody-on-call', false, 0],
    [{ fault: 'refuse', error: '2014' }, 'ability-missing', false, 0],
    [{ fault: 'refuse', error: '2100' }, 'not-found', false, 0],
    [{ fault: 'refuse', error: '2016' }, 'timeout', true, 0],
    [{ fault: 'refuse', error: 'title is rude' }, 'invalid', false, 0],
  ])('%j', async (fault, code, ambiguous, opened) => {
    rig.fault({ method: 'incidents.create', ...fault });
    await expect(rig.pager.page(page)).rejects.toMatchObject({ code, ambiguous });
    await expect.poll(async () => (await rig.pager.openPages(['PSAPIGW'])).length).toBe(opened);
    expect(rig.kills.count).toBe(fault.fault.startsWith('kill') ? 1 : 0);
  });

  it('an answer that comes too late, of what is done all the same', async () => {
    rig = await startPagerDuty({ patience: 300 });
    rig.fault({ fault: 'delay', ms: 600 });
    await expect(rig.pager.page(page)).rejects.toMatchObject({ code: 'timeout', ambiguous: true });
    await expect
      .poll(async () => (await rig.rest('GET', '/incidents')).body)
      .toMatchObject({ incidents: [{ incident_number: 1 }] });
  });

  it('a rate limit, with and without the time to come back', async () => {
    rig.fault({ fault: 'rate_limit', retry_after: 7, times: 4 });
    await expect(rig.pager.page(page)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 });
    rig.fault({ fault: 'refuse', error: '2020', times: 4 });
    await expect(rig.pager.page(page)).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 30_000 });
    await rig.pager.page(page);
    expect(methods()).toEqual([...Array(8).fill('incidents.create 2020'), 'incidents.create ok']);
  });
});

it('refuses what cannot be done, with the code for it', async () => {
  const refused = (call: Promise<unknown>) => expect(call).rejects;
  await refused(rig.pager.page({ ...page, service: 'PNOWHERE' })).toMatchObject({ code: 'invalid' });
  await refused(rig.pager.pageOf('QNONE')).toMatchObject({ code: 'not-found' });
  await refused(rig.pager.page({ ...page, from: 'emil@apgms.example' })).toMatchObject({ retryable: false });
  const { id } = await rig.pager.page(page);
  await rig.pager.acknowledge(id, ana);
  await rig.pager.resolve(id, ana);
  rig.fault({ method: 'incidents.acknowledge', fault: 'refuse', error: '1001' });
  await refused(rig.pager.acknowledge(id, ana)).toMatchObject({ code: 'already-resolved' });
});
