import { describe, expect, it, onTestFinished } from 'vitest';
import { createCallLog } from '#playground/call-log.ts';
import { openMailbox } from '#playground/fakes/mail.ts';
import { createFaults } from '#playground/faults.ts';
import { serve } from '#playground/workspace/serve.ts';
import { createWorkspace } from '#playground/workspace/workspace.ts';
import { createMailer } from '#src/vendors/mail/client.ts';
import { chromium, startBrowser } from '#test/playground/workspace/browser.ts';

const where = chromium === null ? 'NOT TRIED: there is no Chromium here' : 'in a real browser';
const nobody = async () => undefined;
const clock = { now: () => Date.UTC(2026, 10, 18, 16) };

describe.runIf(chromium)(`mail on the page, ${where}`, () => {
  it('is shown when it is asked for, as text, and as it comes', async () => {
    const workspace = createWorkspace({
      clock,
      delivery: { mode: 'http', url: () => null, signingSecret: 'secret' },
      controls: { advance: nobody, settle: nobody, killBot: nobody },
    });
    const line = { faults: createFaults(), log: createCallLog(clock), killBot: nobody };
    const mailbox = await openMailbox({ line, clock, changed: workspace.changed });
    const served = await serve([workspace, mailbox]);
    const browser = await startBrowser(chromium ?? '');
    onTestFinished(async () => {
      await browser.close();
      workspace.close();
      await served.close();
      await mailbox.close();
    });
    const mailer = createMailer({ smtpUrl: mailbox.url, from: 'ops@apgms.example' });
    const shows = (what: string) =>
      expect
        .poll(() => browser.run(`document.getElementById('mails')?.innerText ?? ''`), { timeout: 10_000 })
        .toContain(what);

    await browser.open(`${served.url}/`);
    await expect.poll(() => browser.run(`document.querySelector('#mail summary')?.innerText ?? ''`)).toBe('Mail');
    await expect.poll(() => browser.run(`document.querySelectorAll('#channels li').length`)).not.toBe(0);
    await browser.run(`document.querySelector('#mail summary').click()`);
    await shows('The bot has mailed nothing yet.');
    await mailer.send({ to: 'security@apgms.example', subject: 'A <b>private</b> incident', text: 'Look.', id: 'a' });
    await shows('A <b>private</b> incident');
    await shows('to security@apgms.example · 2026-11-18 16:00 UTC');
    expect(browser.complaints).toEqual([]);
  });
});
