import { describe, expect, it } from 'vitest';
import { freePort } from '#test/support/free-port.ts';
import { mailServer } from '#test/vendors/mail/mail-server.ts';
import { doctor, town } from './doctor-bench.ts';

describe('mail', () => {
  const from = { MAIL_FROM: 'ops@apgms.example' };

  it('whose server greets us is well, and none is sent', async () => {
    const server = await mailServer();
    const { env } = await town();
    const report = await doctor({ ...env, ...from, SMTP_URL: `smtp://${server.host}` });
    expect(report.of('mail')).toMatchObject([{ state: 'ok' }]);
    expect(server.received).toEqual([]);
  });

  it('whose server is not there is wrong', async () => {
    const { env } = await town();
    const report = await doctor({ ...env, ...from, SMTP_URL: `smtp://apgms:sekret@127.0.0.1:${await freePort()}` });
    expect(report.of('mail')).toMatchObject([{ state: 'wrong', text: expect.stringContaining('cannot be reached') }]);
    expect(report.in('wrong')).toEqual(['mail']);
    expect(report.lines.join('\n')).not.toContain('sekret');
  });

  it('whose server takes no password in the clear is told how', async () => {
    const { env } = await town();
    const server = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const report = await doctor({ ...env, ...from, SMTP_URL: `smtp://apgms:sekret@${server.host}` });
    expect(report.of('mail')).toMatchObject([{ state: 'wrong', text: expect.stringContaining('smtps://') }]);
  });
});
