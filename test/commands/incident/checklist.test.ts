import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyWithLists } from '#test/support/checklists.ts';
import { besidesPromises } from '#test/support/promises.ts';
import { type VerbBench, verbBench } from '#test/support/verb-bench.ts';

let bench: VerbBench;
beforeAll(async () => {
  bench = await verbBench({ policy: policyWithLists });
});
afterAll(() => bench.close());

/** An incident; `over`: resolved. */
async function anIncident(over = false): Promise<number> {
  const number = await bench.declare('ana', 'sev2 api-gateway bank-lines returns 500');
  if (over) await bench.happens(number, { type: 'resolved', v: 1, data: { health: [] } });
  return number;
}

async function newest(number: number) {
  return besidesPromises(await bench.store.events(`inc-${number}`)).at(-1)?.event;
}

describe('the checklists of an incident', () => {
  it('are shown as far as they are begun, with who has to do what', async () => {
    const told = await bench.told('ben', `incident checklist INC-${await anIncident()}`);
    expect(told).toContain('Triage 0 of 2');
    expect(told).toContain('*1.* Confirm scope');
    expect(told).toContain('from whoever is on call');
    expect(told).toContain('Begin Smoke test');
    expect(told).not.toContain('Populate the status file');
  });

  it('are shown one by one, also before they begin', async () => {
    const number = await anIncident();
    expect(await bench.told('ben', `incident checklist INC-${number} post-incident`)).toContain(
      `begins once INC-${number} is resolved: 2 items (runbook 002)`,
    );
    expect(await bench.told('ben', `incident checklist INC-${number} smoke`)).toContain('is not begun: 1 item');
  });

  it('are begun by words and by the button, once', async () => {
    const number = await anIncident();
    const begun = await bench.told('ben', `incident checklist INC-${number} begin smoke test`);
    expect(begun).toContain('*3.* The gateway boots');
    expect(await newest(number)).toEqual({ type: 'checklist-begun', v: 1, data: { list: 'smoke' } });
    expect(await bench.told('ben', `incident checklist INC-${number} begin smoke`)).toContain('is being worked on');
    expect(await bench.told('ben', `incident checklist INC-${number} begin triage`)).toContain('begins by itself');

    const other = await anIncident();
    await bench.type('ben', `incident checklist INC-${other}`);
    expect((await bench.press('ben', 'general', 'apgms.run.3')).shows).toContain('Smoke test 0 of 1');
    expect(await newest(other)).toMatchObject({ type: 'checklist-begun' });
  });

  it('the policy does not have are named as such', async () => {
    const number = await anIncident();
    expect(await bench.told('ben', `incident checklist INC-${number} purple`)).toContain(
      'I do not understand `purple`',
    );
  });

  it('are kept from guests', async () => {
    const number = await anIncident();
    expect(await bench.told('gus', `incident checklist INC-${number}`)).toContain('Guests cannot');
    expect(await bench.told('gus', `incident checklist INC-${number} begin smoke`)).toContain('Guests cannot');
    expect(await bench.told('gus', `incident task INC-${number} done 1`)).toContain('Guests cannot');
    expect(await newest(number)).toMatchObject({ type: 'declared' });
  });
});

describe('an item', () => {
  it('is ticked by its number, in one step by its button, and unticked by another', async () => {
    const number = await anIncident();
    const told = await bench.told('ben', `incident task INC-${number} done 2`);
    expect(told).toContain('2. Capture timeline is done.* Triage 1 of 2');
    expect(told).toMatch(/✓ \*2\.\* Capture timeline\\nDone by <@\w+>/);
    await bench.type('chen', `incident checklist INC-${number}`);
    expect((await bench.press('chen', 'general', 'apgms.run.1')).shows).toContain('Triage 2 of 2');
    expect(await newest(number)).toEqual({
      ...{ type: 'task-done', v: 1 },
      data: { list: 'triage', item: 'scope', evidence: null },
    });
    expect(await bench.told('ben', `incident task INC-${number} undone triage.scope`)).toContain('is open again');
    expect(await newest(number)).toMatchObject({ type: 'task-undone' });
  });

  it('that wants evidence asks for it in a form, and is not ticked without', async () => {
    const number = await anIncident(true);
    const bare = await bench.told('ben', `incident task INC-${number} done 3`);
    expect(bare).toContain('needs something that shows it');
    const form = await bench.form('ben', `incident task INC-${number} done post-incident.status-file`);
    expect(form.shows).toContain('What shows that it is done? A link or a few words (runbook 002)');
    const entered = { task: 'post-incident.status-file', does: 'done' };
    expect((await bench.submit('ben', form, entered)).shows).toContain('needs something that shows it');
    expect(await newest(number)).toMatchObject({ type: 'resolved' });
    const done = await bench.submit('ben', form, { ...entered, words: 'https://x.example/12' });
    expect(done.shows).toContain('Done by');
    expect(await newest(number)).toMatchObject({
      data: { item: 'status-file', evidence: { body: 'https://x.example/12' } },
    });
  });

  it('is waived with a reason only', async () => {
    const number = await anIncident();
    const form = await bench.form('ben', `incident task INC-${number} waive 1`);
    const entered = { task: '1', does: 'waived' };
    expect((await bench.submit('ben', form, entered)).errors).toEqual({ words: expect.stringContaining('Say why') });
    expect((await bench.submit('ben', form, { ...entered, words: 'a drill' })).shows).toContain('is not needed');
    expect(await bench.told('ben', `incident task INC-${number} waive 2 because a drill`)).toContain('Triage 2 of 2');
    expect(await newest(number)).toMatchObject({ type: 'task-waived', data: { why: { body: 'a drill' } } });
  });

  it('nobody has is refused, with those there are', async () => {
    const number = await anIncident();
    expect(await bench.told('ben', `incident task INC-${number} done 9`)).toContain('They go from 1 to 2');
    const form = await bench.form('ben', `incident task INC-${number} done the first`);
    expect((await bench.submit('ben', form, { task: 'the first' })).errors).toEqual({
      task: 'Write its number, as the checklist shows it: 3',
    });
  });

  it('ticked by three deliveries of one gesture is ticked once', async () => {
    const number = await anIncident();
    const { answers } = await bench.client.command('ben', 'general', `incident task INC-${number} done 1`, {
      delivery_times: 3,
    });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const events = await bench.store.events(`inc-${number}`);
    expect(events.filter(({ event }) => event.type === 'task-done')).toHaveLength(1);
  });
});

describe('a role', () => {
  it('nobody has is taken by its button among the details, and handed over with who had it', async () => {
    const number = await anIncident();
    await bench.type('ben', `incident show INC-${number}`);
    expect((await bench.press('ben', 'general', 'apgms.run.2')).shows).toContain('you are scribe');
    await bench.type('ben', `incident assign INC-${number} scribe @chen`);
    const { roles } = await bench.incident(number);
    expect(await newest(number)).toMatchObject({
      ...{ type: 'role-assigned', v: 2 },
      data: { role: 'scribe', person: roles.scribe, had: expect.stringMatching(/BEN/) },
    });
    const told = await bench.told('ben', `incident show INC-${number}`);
    expect(told).toContain('Take incident commander');
    expect(told).not.toContain('Take scribe');
  });
});
