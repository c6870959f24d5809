import { describe, expect, it } from 'vitest';
import { methods } from '#playground/workspace/methods.ts';
import { slackMethods } from '#src/vendors/slack/methods.ts';
import { isTypeScript, repositorySources } from '#test/contract/sources.ts';

const adapter = repositorySources((path) => isTypeScript(path) && path.startsWith('src/vendors/slack/'));
const calling = adapter.filter(({ path }) => !path.endsWith('/methods.ts'));

describe('the list of Slack methods', () => {
  it('is what the adapter calls, no more', () => {
    const called = calling.flatMap(({ text }) =>
      [...text.matchAll(/'((?:api|apps|auth|chat|conversations|files|pins|users|views)\.[A-Za-z.]+)'/g)].map(
        ([, name]) => name,
      ),
    );
    expect([...new Set(called)].sort()).toEqual(Object.keys(slackMethods).sort());
  });

  it('is the only way to a method: the SDK is called in one place', () => {
    const places = calling.filter(({ text }) => /\.apiCall\(|new WebClient\(/.test(text)).map(({ path }) => path);
    expect(places).toEqual(['src/vendors/slack/call.ts']);
  });

  it.each(Object.entries(slackMethods))('asks for the scopes that Slack wants for %s', (name, { scopes }) => {
    // Of the kinds of a scope, the public and the private one; of direct channels we only read some.
    const [first, second] = methods.get(name)?.scopes ?? ['no such method'];
    const wanted = [first, second].filter((scope) => scope !== undefined);
    expect(scopes).toEqual(expect.arrayContaining(wanted));
  });
});
