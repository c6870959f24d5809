import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ear, lend } from './ear.ts';
import { type Rig, refusal, startRig } from './rig.ts';

let rig: Rig;
let ear: Ear;
beforeEach(async () => {
  rig = await startRig();
  ear = await lend(rig);
});
afterEach(async () => {
  ear.close();
  await rig.close();
});

const call = (method: string, token: string) =>
  fetch(`${rig.url}/api/${method}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
const without = (...scopes: string[]) => rig.control('POST', 'scopes', { without: scopes });

describe('every answer', () => {
  it('says which scopes the token has, and which the method takes', async () => {
    const { response_metadata } = await rig.client.auth.test();
    expect(response_metadata?.scopes).toEqual((await rig.control('GET', 'scopes'))['scopes']);
    const post = await call('chat.postMessage', rig.workspace.botToken);
    expect(post.headers.get('x-oauth-scopes')).toContain('chat:write,');
    expect(post.headers.get('x-accepted-oauth-scopes')).toBe('chat:write');
    expect((await call('auth.test', rig.workspace.appToken)).headers.get('x-oauth-scopes')).toBe('connections:write');
  });

  it('says nothing to a stranger', async () => {
    expect((await call('auth.test', 'xoxb-stranger')).headers.get('x-oauth-scopes')).toBeNull();
  });
});

describe('a scope that was taken away', () => {
  it.each([
    ['chat:write', 'chat.postMessage', { channel: 'CINCIDENTS', text: 'x' }],
    ['files:write', 'files.getUploadURLExternal', { filename: 'x', length: 1 }],
    ['groups:write', 'conversations.create', { name: 'inc-1', is_private: true }],
    ['groups:read', 'conversations.list', { types: 'public_channel,private_channel' }],
    ['users:read.email', 'users.lookupByEmail', { email: 'ana@apgms.example' }],
  ])('%s is missed by %s, until it is given back', async (scope, method, args) => {
    await without(scope);
    await expect(rig.client.apiCall(method, args)).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: scope, provided: expect.not.stringMatching(`(^|,)${scope}(,|$)`) },
    });
    expect((await rig.client.auth.test()).response_metadata?.scopes).not.toContain(scope);
    await without();
    expect(await refusal(rig.client.apiCall(method, args))).toBe('ok');
  });

  it.each([
    ['reactions:read', 'reaction_added'],
    ['channels:history', 'message'],
    ['app_mentions:read', 'app_mention'],
  ])('%s leaves the app deaf to %s', async (scope, type) => {
    await rig.client.conversations.join({ channel: 'CINCIDENTS' });
    const happen = async () => {
      await ear.forget();
      const said = await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: 'hi @apgms' });
      await rig.control('POST', 'reaction', { user: 'ana', channel: 'incidents', ts: said['ts'], name: 'eyes' });
      return (await ear.events()).map((event) => event['type']);
    };
    expect(await happen()).toContain(type);
    await without(scope);
    expect(await happen()).not.toContain(type);
  });

  it('must have been granted before', async () => {
    expect(await without('admin')).toEqual({ ok: false, error: 'the app was never granted admin' });
  });

  it('takes the commands and shortcuts with it', async () => {
    await without('commands');
    const at = { user: 'ana', channel: 'incidents' };
    expect(await rig.control('POST', 'command', at)).toMatchObject({ error: '/apgms is not a valid command' });
    expect((await rig.control('POST', 'shortcut', { user: 'ana', callback_id: 'x' })).error).toContain('no global');
  });
});
