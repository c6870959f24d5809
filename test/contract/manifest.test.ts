import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands, listeners } from '#commands/index.ts';
import { manifestOf, manifestText } from '#src/cli/manifest.ts';
import type { Command, Listener } from '#src/define.ts';
import { effects } from '#src/effects/index.ts';
import { slackEvent } from '#src/vendors/slack/events.ts';
import { slackMethods } from '#src/vendors/slack/methods.ts';

const granted = manifestOf({ commands, listeners, effects, host: null }).oauth_config.scopes.bot;

/** Scopes of the events that some listener hears, and of the mention, which the door answers. */
const heard = ['app_mention', ...listeners.flatMap(({ events }) => Object.keys(events))].flatMap(
  (type): readonly string[] => slackEvent(type).scopes,
);

const newcomer: Command = {
  noun: 'incident',
  verb: 'sing',
  summary: 'Sings',
  usage: '',
  examples: ['/apgms incident sing'],
  scopes: ['reactions:write'],
  run: async () => ({ kind: 'nothing' }),
  shortcuts: {
    'incident.sing': { type: 'global', name: 'Sing', description: 'Sings', run: async () => ({ kind: 'nothing' }) },
  },
};

const listener: Listener = {
  name: 'birds',
  events: { message: async () => undefined, reaction_removed: async () => undefined },
};

describe('manifest.yml', () => {
  it('is what the lists of commands, listeners and effects make: after a change, `npm run manifest`', async () => {
    expect(await readFile('manifest.yml', 'utf8')).toBe(manifestText(null));
  });

  it('would show a command that came or went', () => {
    const { features, oauth_config } = manifestOf({
      commands: [...commands, newcomer],
      listeners: [],
      effects,
      host: null,
    });
    expect(features.slash_commands[0]?.usage_hint).toContain('|sing');
    expect(features.shortcuts.map((shortcut) => shortcut.callback_id)).toContain('incident.sing');
    expect(oauth_config.scopes.bot).toContain('reactions:write');
  });

  it('asks for each event once, in order, by the name Slack subscribes it under', () => {
    const { oauth_config, settings } = manifestOf({
      ...{ commands: [], effects: [], host: null },
      listeners: [listener, listener],
    });
    const asked = ['app_mention', 'message.channels', 'message.groups', 'reaction_removed'];
    expect(settings.event_subscriptions.bot_events).toEqual(asked);
    expect(oauth_config.scopes.bot).toContain('reactions:read');
  });

  it('cannot be made for an event nobody looked up', () => {
    const dreamer = { name: 'dreamer', events: { tea_time: async () => undefined } };
    expect(() => manifestOf({ commands, listeners: [dreamer], effects, host: null })).toThrow(
      'no such event: tea_time',
    );
  });

  it('names every verb, within the 1,000 characters Slack takes', () => {
    const hint = manifestOf({ commands, listeners, effects, host: null }).features.slash_commands[0]?.usage_hint ?? '';
    const named = commands.map(({ noun, verb }) =>
      verb === '' ? `· ${noun} (?:·|\\[)` : `${noun} \\[?[a-z|-]*\\b${verb}\\b`,
    );
    for (const one of named) expect(hint).toMatch(new RegExp(one));
    expect(hint.length).toBeLessThanOrEqual(1_000);
  });

  it('asks for the scopes of every method we call and of every event we hear, and for none besides', () => {
    const needed = Object.values(slackMethods).flatMap((method): readonly string[] => method.scopes);
    expect(needed.length).toBeGreaterThan(0);
    expect([...new Set([...needed, ...heard, 'commands'])].sort()).toEqual(granted);
  });

  it('is for Socket Mode; with a host it says where requests go', () => {
    expect(manifestOf({ commands, listeners, effects, host: null }).settings).toMatchObject({
      socket_mode_enabled: true,
    });
    const http = manifestOf({ commands, listeners, effects, host: 'https://ops.example.com' });
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: 'https://ops.example.com/slack/events' },
      event_subscriptions: { request_url: 'https://ops.example.com/slack/events' },
    });
    expect(http.features.slash_commands[0]).toMatchObject({ url: 'https://ops.example.com/slack/events' });
  });
});
