import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { createMailer } from '#src/vendors/mail/client.ts';
import { greetMailServer } from '#src/vendors/mail/greet.ts';
import { freePort } from '#test/support/free-port.ts';
import { type AtTheEnd, certificate, endlessServer, mailServer, oddServer, refusal } from './mail-server.ts';

const from = 'APGMS Ops <ops@apgms.example>';
const mail = { to: 'security@apgms.example', subject: 'A private incident', text: 'INC-7', id: 'inc-7.1.mail.tell' };

const send = (smtpUrl: string, more: Partial<typeof mail> = {}) =>
  createMailer({ smtpUrl, from }).send({ ...mail, ...more });

const refused = (code: string) => ({ vendor: 'mail', code, retryable: false, ambiguous: false });
const later = (code: string) => ({ vendor: 'mail', code, retryable: true, ambiguous: false });
const doubtful = (code: string) => ({ vendor: 'mail', code, retryable: true, ambiguous: true });

const headerOf = (source: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(source?.split('\r\n\r\n')[0] ?? '')?.[1]?.trim();

describe('a mail', () => {
  it('arrives once, under the id it was given', async () => {
    const server = await mailServer();
    await send(`smtp://${server.host}`);
    expect(server.received).toHaveLength(1);
    const { recipients, source } = server.received[0] ?? {};
    expect(recipients).toEqual(['security@apgms.example']);
    expect(headerOf(source, 'Message-ID')).toBe('<inc-7.1.mail.tell@apgms.example>');
    expect(headerOf(source, 'From')).toBe(from);
    expect(headerOf(source, 'Subject')).toBe('A private incident');
    expect(headerOf(source, 'Auto-Submitted')).toBe('auto-generated');
    expect(source?.split('\r\n\r\n')[1]?.trim()).toBe('INC-7');
  });

  it('has the same id when it is sent again', async () => {
    const server = await mailServer();
    for (const _ of [1, 2]) await send(`smtp://${server.host}`);
    const ids = server.received.map(({ source }) => headerOf(source, 'Message-ID'));
    expect(ids).toEqual(['<inc-7.1.mail.tell@apgms.example>', '<inc-7.1.mail.tell@apgms.example>']);
  });

  it('gets no header and no reader from what its subject says', async () => {
    const server = await mailServer();
    await send(`smtp://${server.host}`, { subject: 'Hello\r\nBcc: eve@else.example\nX-Evil: 1\r\n\r\nbody' });
    const { recipients, source } = server.received[0] ?? {};
    expect(recipients).toEqual(['security@apgms.example']);
    expect(headerOf(source, 'Bcc')).toBeUndefined();
    expect(headerOf(source, 'X-Evil')).toBeUndefined();
    expect(headerOf(source, 'Subject')).toBe('Hello Bcc: eve@else.example X-Evil: 1 body');
  });

  it('keeps its letters, and a line that is a dot alone', async () => {
    const server = await mailServer();
    await send(`smtp://${server.host}`, { subject: 'Grüße ✓', text: 'eins\n.\nzwei' });
    const { source } = server.received[0] ?? {};
    const [, encoded = ''] = /^=\?UTF-8\?B\?(.*)\?=$/.exec(headerOf(source, 'Subject') ?? '') ?? [];
    expect(Buffer.from(encoded, 'base64').toString()).toBe('Grüße ✓');
    expect(source).toContain('eins\r\n.\r\nzwei');
  });
});

describe('a mail the server says no to', () => {
  it('is refused for good where the recipient is', async () => {
    const server = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(550)) });
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject({ ...refused('smtp_550'), call: 'RCPT TO' });
    expect(server.received).toEqual([]);
  });

  it.each<[AtTheEnd, object]>([
    [451, later('smtp_451')],
    [421, later('smtp_421')],
    [554, refused('smtp_554')],
  ])('is known not to be taken when it answers %s to the whole of it', async (reply, fault) => {
    const server = await mailServer({}, reply);
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject(fault);
  });

  it('may go later where the server is busy before it begins', async () => {
    const server = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(451)) });
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject(later('smtp_451'));
    const busy = await oddServer((say) => say('421 too busy\r\n'));
    await expect(send(`smtp://${busy}`)).rejects.toMatchObject(later('smtp_421'));
  });

  it('does not say why in the fault, since a server quotes what it refuses', async () => {
    const server = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(550)) });
    const fault = await send(`smtp://${server.host}`).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'smtp_550', cause: undefined });
  });

  it('is refused by us where there is no address to send it to', async () => {
    const server = await mailServer();
    await expect(send(`smtp://${server.host}`, { to: 'nobody' })).rejects.toMatchObject(refused('invalid_address'));
  });
});

describe.concurrent('a mail the server says nothing about', () => {
  it('is in doubt when the line drops after all of it was handed over', async () => {
    const server = await mailServer({}, 'reset');
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject(doubtful('reset'));
    expect(server.received).toHaveLength(1);
  });

  it('is in doubt when no answer comes', async () => {
    const server = await mailServer({}, 'hang');
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject(doubtful('timeout'));
    expect(server.received).toHaveLength(1);
  });

  it('was not sent when the line drops before', async () => {
    const server = await mailServer({ onRcptTo: (_address, session) => server.cut(session) });
    await expect(send(`smtp://${server.host}`)).rejects.toMatchObject(later('reset'));
    const rude = await oddServer((_say, hangUp) => hangUp());
    await expect(send(`smtp://${rude}`)).rejects.toMatchObject(later('reset'));
  });

  it('was not sent when nobody greets, nor when the greeting is none', async () => {
    const silent = await oddServer(() => undefined);
    const web = await oddServer((say) => say('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await Promise.all([
      expect(send(`smtp://${silent}`)).rejects.toMatchObject(later('timeout')),
      expect(send(`smtp://${web}`)).rejects.toMatchObject(later('unreadable')),
    ]);
  });

  it('was not sent when the server goes on for ever without coming to an end', async () => {
    await expect(send(`smtp://${await endlessServer()}`)).rejects.toMatchObject(later('timeout'));
  });

  it('was not sent when nobody is there', async () => {
    await expect(send(`smtp://127.0.0.1:${await freePort()}`)).rejects.toMatchObject(later('unreachable'));
    await expect(send('smtp://mail.invalid:25')).rejects.toMatchObject(later('unreachable'));
  });
});

describe('a password', () => {
  it('is shown over TLS to a server whose certificate is known', async () => {
    const known = getCACertificates();
    setDefaultCACertificates([...known, certificate]);
    try {
      const wrapped = await mailServer({ secure: true, authOptional: false });
      await send(`smtps://apgms:right@${wrapped.host}`);
      const upgraded = await mailServer({ authOptional: false });
      await send(`smtp://apgms:right@${upgraded.host}`);
      for (const server of [wrapped, upgraded])
        expect(server).toMatchObject({ passwords: ['right'], received: [{ overTls: true }] });
      await expect(send(`smtps://apgms:wrong@${wrapped.host}`)).rejects.toMatchObject(refused('smtp_535'));
    } finally {
      setDefaultCACertificates(known);
    }
  });

  it('is kept from a server that cannot encrypt', async () => {
    const server = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    await expect(send(`smtp://apgms:right@${server.host}`)).rejects.toMatchObject(refused('no_tls'));
    expect(server).toMatchObject({ passwords: [], received: [] });
  });

  it.each(['smtp', 'smtps'])('is kept from a %s server whose certificate nobody vouches for', async (scheme) => {
    const server = await mailServer({ secure: scheme === 'smtps', allowInsecureAuth: true });
    await expect(send(`${scheme}://apgms:right@${server.host}`)).rejects.toMatchObject(later('tls'));
    expect(server).toMatchObject({ passwords: [], received: [] });
  });

  it('is not needed where none is set: then encryption is taken as it is offered', async () => {
    const server = await mailServer();
    await send(`smtp://${server.host}`);
    const plain = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    await send(`smtp://${plain.host}`);
    expect([server, plain].map(({ received }) => received[0]?.overTls)).toEqual([true, false]);
  });
});

describe('greeting the server', () => {
  it('goes as far as the login, and sends nothing', async () => {
    const server = await mailServer();
    await greetMailServer(`smtp://${server.host}`);
    expect(server.received).toEqual([]);
  });

  it('tells what stands in the way', async () => {
    await expect(greetMailServer(`smtp://127.0.0.1:${await freePort()}`)).rejects.toMatchObject(later('unreachable'));
    const server = await mailServer({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    await expect(greetMailServer(`smtp://apgms:right@${server.host}`)).rejects.toMatchObject(refused('no_tls'));
  });
});
