import { notice, post, tellFailure } from './api.js';

/** Slack's own commands that are about the channel one is in: what to ask of it, given what follows. */
const own = {
  archive: () => ({ op: 'archive' }),
  invite: (rest) => ({ op: 'invite', who: bare(rest) }),
  join: () => ({ op: 'join' }),
  leave: () => ({ op: 'leave' }),
  remove: (rest) => ({ op: 'kick', who: bare(rest) }),
  rename: (rest) => ({ op: 'rename', name: rest.replace(/^#/, '') }),
};

/** Says it as `user`: plain text is a message, a text that begins with `/` a command. `false`: it was refused, and can be mended. */
export async function say({ text, files, broadcast }, { user, channel, thread }) {
  const command = /^\/(\S+)\s*([\s\S]*)$/.exec(text);
  if (command === null) {
    const reply = thread === null ? {} : { thread_ts: thread, reply_broadcast: broadcast };
    return !(await post('message', { user, channel, text, files, ...reply })).refused;
  }
  const [, name, rest] = command;
  if (thread !== null) {
    notice(`/${name} failed: slash commands do not work in threads`);
    return false;
  }
  const change = own[name]?.(rest.trim());
  if (change) return !(await post('channel', { user, channel, ...change })).refused;
  const answer = await post('command', { user, channel, command: `/${name}`, text: rest });
  tellFailure(`/${name}`, answer);
  return !answer.refused;
}

function bare(name) {
  return name.replace(/^@/, '').trim() || '(nobody)';
}
