import { describe, expect, it } from 'vitest';
import { alertEffectKinds } from '#src/domain/alert/effects.ts';
import { botEffectKinds } from '#src/domain/bot-effects.ts';
import { effectKinds } from '#src/domain/incident/effects.ts';
import { effects } from '#src/effects/index.ts';

/** A sentence for each kind that nobody carries out, is carried out twice, or waits in a lane nobody works. */
function effectProblems(
  asked: readonly string[],
  defined: readonly { readonly kind: string; readonly vendor: string }[],
): readonly string[] {
  const kinds = defined.map((effect) => effect.kind);
  return [
    ...asked.filter((kind) => !kinds.includes(kind)).map((kind) => `${kind} is asked for, and no effect does it`),
    ...kinds.filter((kind) => !asked.includes(kind)).map((kind) => `${kind} is defined, and nobody asks for it`),
    ...kinds.filter((kind, index) => kinds.indexOf(kind) !== index).map((kind) => `${kind} is defined twice`),
    ...defined
      .filter(({ kind, vendor }) => kind.split('.')[0] !== vendor)
      .map(({ kind, vendor }) => `${kind} waits in a lane that ${vendor} does not work`),
  ];
}

describe('effects', () => {
  it('are asked for and carried out, each by one', () => {
    expect(effects.length).toBeGreaterThan(0);
    // The store asks for `slack.show` itself, for every kept message.
    expect(effectProblems([...effectKinds, ...alertEffectKinds, ...botEffectKinds, 'slack.show'], effects)).toEqual([]);
  });

  it('that nobody carries out, asks for, or works are noticed', () => {
    const problems = effectProblems(['slack.sing'], [{ kind: 'slack.dance', vendor: 'checks' }]);
    expect(problems).toEqual([
      'slack.sing is asked for, and no effect does it',
      'slack.dance is defined, and nobody asks for it',
      'slack.dance waits in a lane that checks does not work',
    ]);
  });
});
