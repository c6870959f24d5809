import { parseOnCall } from '#commands/_grammar/parse-on-call.ts';
import { defineCommand } from '#src/define.ts';
import { showOnCall } from '#src/operations/oncall/show.ts';
import { onCallMessage } from '#views/oncall/show.ts';
import { refusalMessage } from '#views/refusal.ts';

export const oncall = defineCommand({
  noun: 'oncall',
  verb: '',
  summary: 'Who is on call, until when, and who comes next: for everything, a service or a team',
  usage: '[service|team]',
  examples: ['/apgms oncall', '/apgms oncall payments', '/apgms oncall Platform Engineering'],
  scopes: [],
  async run(text, { deps, actor }) {
    const { policy, clock } = deps;
    const { named, slip } = parseOnCall(text, policy);
    const shown = await showOnCall(deps, { named }, { actor: await actor() });
    const message = shown.ok
      ? onCallMessage({ ...shown, slip, now: clock.now() })
      : refusalMessage(shown.refusal, deps);
    return { kind: 'tell', message };
  },
});
