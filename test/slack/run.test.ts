import { afterEach, describe, expect, it } from 'vitest';
import { defineCommand, type Gesture, type Reply } from '#src/define.ts';
import { buttonPayload, openDoor } from '#test/slack/open-door.ts';
import { paragraph } from '#views/blocks.ts';
import { runActionId, runButton } from '#views/run.ts';

const said = (text: string): Reply => ({ kind: 'tell', message: paragraph(text) });

describe('a control that runs words', () => {
  let door: Awaited<ReturnType<typeof openDoor>>;
  afterEach(() => door.close());

  const show = (run: (text: string, gesture: Gesture) => Promise<Reply>) =>
    openDoor({
      commands: [
        defineCommand({
          noun: 'thing',
          verb: 'show',
          summary: 'A thing',
          usage: '',
          examples: ['/apgms thing show'],
          scopes: [],
          run,
        }),
      ],
    });

  it('does what typing them would, from where it stands', async () => {
    const seen: unknown[] = [];
    door = await show(async (text, { delivery, channel, person, actor }) => {
      seen.push({ text, delivery, channel, person, via: (await actor()).via });
      return said(`shown ${text}`);
    });
    await door.interact(buttonPayload({ action_id: runActionId, value: 'show Thing INC-42' }));
    await door.slack.idle();
    const gesture = { delivery: 'act.trigger.2', channel: 'C1', person: 'U1', via: 'slack:button' };
    expect(seen).toEqual([{ text: 'INC-42', ...gesture }]);
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/2', paragraph('shown INC-42')]]);
    expect(door.lines).toMatchObject([{ fields: { type: 'action', name: 'thing show' } }]);
  });

  it.each([
    ['a select', { type: 'static_select', selected_option: { value: 'thing show INC-42' } }, runActionId],
    ['a button among others', { value: 'thing show INC-42' }, `${runActionId}.2`],
  ])('may be %s', async (_, control, action_id) => {
    door = await show(async (text) => said(text));
    await door.interact(buttonPayload({ ...control, action_id }));
    await door.slack.idle();
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/2', paragraph('INC-42')]]);
  });

  it('is told from a control whose name only begins alike', async () => {
    door = await show(async (text) => said(text));
    await door.interact(buttonPayload({ action_id: `${runActionId}ner`, value: 'thing show INC-42' }));
    await door.slack.idle();
    expect(JSON.stringify(door.asked)).toContain('I no longer know this control');
  });

  it('in a thread is answered there, and in App Home by direct message', async () => {
    door = await show(async () => said('shown'));
    const press = { action_id: runActionId, value: 'thing show' };
    const container = { type: 'message', channel_id: 'C1', message_ts: '1.2', thread_ts: '1.1' };
    await door.interact(buttonPayload(press, { container }));
    await door.interact(
      buttonPayload(press, {
        channel: undefined,
        response_url: undefined,
        trigger_id: 'trigger.9',
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'home', state: { values: {} } },
      }),
    );
    await door.slack.idle();
    expect(door.asked).toEqual([
      ['respond', 'https://hooks.slack.com/2', paragraph('shown'), '1.1'],
      ['tell', 'U1', paragraph('shown')],
    ]);
  });

  it('whose words nobody understands any more is explained', async () => {
    door = await show(async () => said('shown'));
    await door.interact(buttonPayload({ action_id: runActionId, value: 'thing dance' }));
    await door.slack.idle();
    expect(door.asked).toEqual([['respond', 'https://hooks.slack.com/2', paragraph('Not understood: thing dance')]]);
  });
});

describe('a button that runs words', () => {
  it('carries them as they are, under an id of its own among several', () => {
    expect(runButton('Show', 'incident show INC-42')).toMatchObject({
      action_id: 'apgms.run',
      value: 'incident show INC-42',
    });
    expect(runButton('Show', 'incident show INC-42', 3)).toMatchObject({ action_id: 'apgms.run.3' });
  });

  it('is none where Slack would not take so many', () => {
    expect(runButton('Show', 'x'.repeat(2_000))).not.toBeNull();
    expect(runButton('Show', 'x'.repeat(2_001))).toBeNull();
  });
});
