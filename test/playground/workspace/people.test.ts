import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ear, lend } from './ear.ts';
import { type Rig, refusal, startRig } from './rig.ts';

let rig: Rig;
let ear: Ear;
beforeEach(async () => {
  rig = await startRig();
  ear = await lend(rig);
  await rig.client.conversations.join({ channel: 'CINCIDENTS' });
  await ear.forget();
});
afterEach(async () => {
  ear.close();
  await rig.close();
});

const invite = (who: string, user = 'ana', channel = 'incidents') =>
  rig.control('POST', 'channel', { op: 'invite', user, channel, who });
const arrival = async () => (await ear.events()).find((event) => event['type'] === 'member_joined_channel');
const hello = (user: string) => rig.control('POST', 'message', { user, channel: 'incidents', text: 'hello' });

describe('somebody deactivated', () => {
  it('is known, but found by no address and invited nowhere', async () => {
    expect((await rig.client.users.info({ user: 'UOLE' })).user).toMatchObject({ deleted: true, team_id: 'TAPGMS' });
    expect(await refusal(rig.client.users.lookupByEmail({ email: 'ole@apgms.example' }))).toBe('users_not_found');
    expect(await refusal(rig.client.conversations.invite({ channel: 'CINCIDENTS', users: 'UOLE' }))).toBe(
      'cant_invite',
    );
    expect(await refusal(rig.client.conversations.open({ users: 'UOLE' }))).toBe('user_disabled');
  });

  it('does nothing any more', async () => {
    const error = 'ole is deactivated';
    expect(await hello('ole')).toMatchObject({ error });
    expect(await rig.control('POST', 'command', { user: 'ole', channel: 'incidents' })).toMatchObject({ error });
    expect(await rig.control('POST', 'home/ole', {})).toMatchObject({ error });
  });
});

describe('somebody of another workspace', () => {
  it('is a stranger until a person invites them', async () => {
    expect((await rig.client.users.info({ user: 'UPAX' })).user).toMatchObject({
      team_id: 'TSUPPLIER',
      is_stranger: true,
    });
    expect(await refusal(rig.client.users.lookupByEmail({ email: 'pax@supplier.example' }))).toBe('users_not_found');
    expect(await refusal(rig.client.conversations.invite({ channel: 'CINCIDENTS', users: 'UPAX' }))).toBe(
      'user_team_not_in_channel',
    );
    expect(await hello('pax')).toMatchObject({ error: 'pax cannot see "incidents"' });
    expect(await invite('pax')).toMatchObject({ ok: true });
    expect((await rig.client.users.info({ user: 'UPAX' })).user).toMatchObject({ is_stranger: false });
    expect((await rig.client.conversations.info({ channel: 'CINCIDENTS' })).channel).toMatchObject({
      is_ext_shared: true,
    });
  });

  it('is heard with the workspace they are from', async () => {
    await invite('pax');
    expect(await arrival()).toMatchObject({ user: 'UPAX', team: 'TSUPPLIER' });
    await hello('pax');
    expect((await ear.events()).at(-1)).toMatchObject({ user: 'UPAX', team: 'TSUPPLIER', user_team: 'TSUPPLIER' });
    expect(ear.envelope).toMatchObject({ team_id: 'TAPGMS', is_ext_shared_channel: true });
  });

  it('presses buttons, but has none of our commands and shortcuts', async () => {
    await invite('pax');
    const { ts } = await rig.client.chat.postMessage({
      channel: 'CINCIDENTS',
      text: 'card',
      blocks: [
        {
          type: 'actions',
          elements: [{ type: 'button', action_id: 'ack', text: { type: 'plain_text', text: 'Ack' } }],
        },
      ],
    });
    await rig.control('POST', 'action', { user: 'pax', channel: 'incidents', ts, action_id: 'ack' });
    expect(ear.payload['user']).toMatchObject({ id: 'UPAX', team_id: 'TSUPPLIER' });
    const at = { user: 'pax', channel: 'incidents' };
    expect(await rig.control('POST', 'command', at)).toMatchObject({ error: '/apgms is not a valid command' });
    expect(await rig.control('POST', 'shortcut', { ...at, ts, callback_id: 'x' })).toMatchObject({
      error: 'pax is offered no message shortcut "x"',
    });
  });
});

describe('a private channel', () => {
  it('lets people bring others in', async () => {
    const { channel } = await rig.client.conversations.create({ name: 'inc-7', is_private: true });
    await rig.client.conversations.invite({ channel: channel?.id ?? '', users: 'UANA' });
    await ear.forget();
    expect(await invite('emil', 'ben', 'inc-7')).toMatchObject({ error: 'ben cannot see "inc-7"' });
    expect(await invite('gus', 'ana', 'inc-7')).toMatchObject({ ok: true });
    expect(await arrival()).toMatchObject({ user: 'UGUS', inviter: 'UANA', channel_type: 'G' });
    expect((await rig.client.users.info({ user: 'UGUS' })).user).toMatchObject({ is_restricted: true });
  });
});

describe('what is typed', () => {
  it.each([
    ['assign @ana', 'assign <@UANA|ana>'],
    ['assign @Ana Ferreira to lead', 'assign <@UANA|ana> to lead'],
    ['assign @anabel and mail ana@apgms.example', 'assign @anabel and mail ana@apgms.example'],
    ['in #incidents, not #nowhere', 'in <#CINCIDENTS|incidents>, not #nowhere'],
    ['@platform, @APGMS & <@UBEN>', '<!subteam^SPLATFORM|@platform>, <@UAPGMSBOT|apgms> & <@UBEN>'],
  ])('after a command, %j arrives as %j', async (text, arrived) => {
    await rig.control('POST', 'command', { user: 'ana', channel: 'incidents', text });
    expect(ear.form['text']).toBe(arrived);
  });

  it('names a private channel only where the typist can see it', async () => {
    const { channel } = await rig.client.conversations.create({ name: 'inc-7', is_private: true });
    await rig.client.conversations.invite({ channel: channel?.id ?? '', users: 'UANA' });
    const typed = async (user: string) => {
      await rig.control('POST', 'command', { user, channel: 'incidents', text: 'show #inc-7' });
      return ear.form['text'];
    };
    expect(await typed('ben')).toBe('show #inc-7');
    expect(await typed('ana')).toBe(`show <#${channel?.id}|inc-7>`);
  });

  it('in a message is escaped, and its mentions have no names', async () => {
    await rig.control('POST', 'message', { user: 'ana', channel: 'incidents', text: '@Ben Okafor <3 & #incidents' });
    expect((await ear.events()).at(-1)).toMatchObject({ text: '<@UBEN> &lt;3 &amp; <#CINCIDENTS|incidents>' });
  });
});
