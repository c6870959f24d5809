import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commands } from '#commands/index.ts';
import { manifestOf, manifestText } from '#src/cli/manifest.ts';
import type { Command } from '#src/define.ts';
import { effects } from '#src/effects/index.ts';
import { slackMethods } from '#src/vendors/slack/methods.ts';

const granted = manifestOf({ commands, effects, host: null }).oauth_config.scopes.bot;

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

describe('manifest.yml', () => {
  it('is what the lists of commands and effects make: after a change, `npm run manifest`', async () => {
    expect(await readFile('manifest.yml', 'utf8')).toBe(manifestText(null));
  });

  it('would show a command that came or went', () => {
    const { features, oauth_config } = manifestOf({ commands: [...commands, newcomer], effects, host: null });
    expect(features.slash_commands[0]?.usage_hint).toContain('|sing');
    expect(features.shortcuts.map((shortcut) => shortcut.callback_id)).toContain('incident.sing');
    expect(oauth_config.scopes.bot).toContain('reactions:write');
  });

  it('names every verb, within the 1,000 characters Slack takes', () => {
    const hint = manifestOf({ commands, effects, host: null }).features.slash_commands[0]?.usage_hint ?? '';
    for (const { noun, verb } of commands) expect(hint).toMatch(new RegExp(`${noun} [a-z|-]*\\b${verb}\\b`));
    expect(hint.length).toBeLessThanOrEqual(1_000);
  });

  it('asks for the scope of every method we call, and for none besides', () => {
    const needed = Object.values(slackMethods).flatMap((method): readonly string[] => method.scopes);
    expect(needed.length).toBeGreaterThan(0);
    expect([...new Set([...needed, 'commands'])].sort()).toEqual(granted);
  });

  it('is for Socket Mode; with a host it says where requests go', () => {
    expect(manifestOf({ commands, effects, host: null }).settings).toMatchObject({ socket_mode_enabled: true });
    const http = manifestOf({ commands, effects, host: 'https://ops.example.com' });
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      interactivity: { request_url: 'https://ops.example.com/slack/events' },
    });
    expect(http.features.slash_commands[0]).toMatchObject({ url: 'https://ops.example.com/slack/events' });
  });
});
