import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallLog } from '#playground/call-log.ts';
import { type Mailbox, openMailbox } from '#playground/fakes/mail.ts';
import { createFaults, faultSchema } from '#playground/faults.ts';
import { type Served, serve } from '#playground/workspace/serve.ts';
import { createMailer } from '#src/vendors/mail/client.ts';
import { wednesday } from '#test/support/builders.ts';

const clock = { now: () => wednesday };
const long =
  'Eine lange Zeile über Grüße, die gewiss nicht auf eine Zeile passt und umbrochen wird = oder auch nicht. '.repeat(2);

let mailbox: Mailbox;
let served: Served;
let faults: ReturnType<typeof createFaults>;
let log: ReturnType<typeof createCallLog>;
let kills: number;

beforeEach(async () => {
  faults = createFaults();
  log = createCallLog(clock);
  kills = 0;
  const line = {
    faults,
    log,
    async killBot() {
      kills += 1;
    },
  };
  mailbox = await openMailbox({ line, clock });
  served = await serve([mailbox]);
});
afterEach(async () => {
  await served.close();
  await mailbox.close();
});

const send = (id = 'inc-1.1.mail', subject = 'A private incident', text = 'Look.') =>
  createMailer({ smtpUrl: mailbox.url, from: 'APGMS <ops@apgms.example>' }).send({
    to: 'security@apgms.example',
    subject,
    text,
    id,
  });
const read = async () => (await fetch(`${served.url}/_mail/messages`)).json();

describe('the mailbox', () => {
  it('keeps what it is sent, on the clock of the playground, and writes it down as a call', async () => {
    await send();
    expect(await read()).toEqual({
      messages: [
        {
          at: '2026-11-18T16:00:00.000Z',
          message_id: '<inc-1.1.mail@apgms.example>',
          from: 'APGMS <ops@apgms.example>',
          to: ['security@apgms.example'],
          subject: 'A private incident',
          text: 'Look.',
        },
      ],
    });
    expect(log.calls()).toMatchObject([
      { vendor: 'mail', method: 'send', outcome: 'ok', args: { to: ['security@apgms.example'] } },
    ]);
  });

  it.each([
    ['Grüße ✓ '.repeat(20).trim(), 'Kurz.'],
    ['Plain', long.trim()],
    ['Plain', 'A long line of plain letters, longer than a line of a mail may well be, and then some more of it.'],
    ['Plain', '✓✓✓ 報告'],
    ['Plain', 'one\n\ntwo = 2\n.\n..three'],
  ])('shows %j and what stands below it as it was written', async (subject, text) => {
    await send('id', subject, text);
    expect(mailbox.messages()).toMatchObject([{ subject, text }]);
  });

  it.each([
    [{ fault: 'error_before' }, { kept: 0, code: 'smtp_451', ambiguous: false }],
    [{ fault: 'error_after' }, { kept: 1, code: 'smtp_451', ambiguous: false }],
    [
      { fault: 'refuse', error: '550' },
      { kept: 0, code: 'smtp_550', ambiguous: false },
    ],
    [{ fault: 'reset_before' }, { kept: 0, code: 'reset', ambiguous: true }],
    [{ fault: 'reset_after' }, { kept: 1, code: 'reset', ambiguous: true }],
    [{ fault: 'kill_after_applying' }, { kept: 1, code: 'reset', ambiguous: true }],
  ])('fails on command: %j', async (fault, { kept, code, ambiguous }) => {
    faults.add(faultSchema.parse({ vendor: 'mail', ...fault }));
    await expect(send()).rejects.toMatchObject({ code, ambiguous });
    expect(mailbox.messages()).toHaveLength(kept);
    expect(kills).toBe(fault.fault.startsWith('kill') ? 1 : 0);
    await send();
    expect(mailbox.messages()).toHaveLength(kept + 1);
  });

  it('answers nothing else', async () => {
    expect((await fetch(`${served.url}/_mail`)).status).toBe(404);
    expect((await fetch(`${served.url}/_mail/messages`, { method: 'POST' })).status).toBe(404);
  });
});
