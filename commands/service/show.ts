import { parseService } from '#commands/_grammar/parse-service.ts';
import { defineCommand } from '#src/define.ts';
import { showService } from '#src/operations/service/show.ts';
import { refusalMessage } from '#views/refusal.ts';
import { serviceShow } from '#views/service/show.ts';
import { unnamedService } from '#views/service/unnamed.ts';

export const show = defineCommand({
  noun: 'service',
  verb: 'show',
  summary: 'Who owns a service, how to reach them and what is open',
  usage: '<service>',
  examples: ['/apgms service show api-gateway'],
  scopes: [],
  async run(text, { deps, actor }) {
    const { policy, clock } = deps;
    const { named, slip } = parseService(text, policy);
    if (named === '') return { kind: 'tell', message: unnamedService(policy) };
    const shown = await showService(deps, { named }, { actor: await actor() });
    const message = shown.ok ? serviceShow({ ...shown, slip, now: clock.now() }) : refusalMessage(shown.refusal, deps);
    return { kind: 'tell', message };
  },
});
