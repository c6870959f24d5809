import { describe, expect, it } from 'vitest';
import type { Log } from '#src/ports/log.ts';
import { createDeliver } from '#src/slack/deliver.ts';
import { createInFlight } from '#src/slack/in-flight.ts';

const quiet = () => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => log };
const telemetry = {
  delivered: quiet,
  unknownPayload: quiet,
  refusedRequest: quiet,
  rateLimited: quiet,
  socketOpened: quiet,
};

describe('a delivery', () => {
  it('goes on only after its answer has left, and counts as under way until that is done', async () => {
    const steps: string[] = [];
    const inFlight = createInFlight();
    const afterwards = async () => void steps.push('afterwards');
    const deliver = createDeliver({
      process: async ({ record }) => record({ answer: { text: 'hello' }, afterwards }),
      inFlight,
      telemetry,
      log,
    });
    const { answer, sent } = await deliver({ type: 'shortcut' }, {});
    expect(answer).toEqual({ text: 'hello' });
    const drained = inFlight.idle().then(() => steps.push('idle'));
    await new Promise(setImmediate);
    expect(steps).toEqual([]);
    sent();
    await drained;
    expect(steps).toEqual(['afterwards', 'idle']);
  });

  it('whose listener throws brings no answer, even if one was recorded', async () => {
    const inFlight = createInFlight();
    const deliver = createDeliver({
      async process({ record }) {
        record({ answer: null });
        throw new Error('a bug');
      },
      inFlight,
      telemetry,
      log,
    });
    await expect(deliver({ type: 'shortcut' }, {})).rejects.toThrow('a bug');
    await inFlight.idle();
  });
});
