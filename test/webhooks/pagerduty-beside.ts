import { onTestFinished } from 'vitest';
import type { Policy } from '#src/domain/policy.ts';
import { type PagerDutyRig, startPagerDuty, webhookSecret } from '#test/playground/fakes/pagerduty-rig.ts';
import { wednesday } from '#test/support/builders.ts';
import { openPagerDutyDoor, type PagerDutyDoor } from './open-pagerduty-door.ts';

export interface PagerDutyBeside {
  readonly door: PagerDutyDoor;
  readonly there: PagerDutyRig;
  /** Whether PagerDuty reaches the door. */
  listens(on: boolean): void;
  /** So much time goes by, there and here; what was not taken is told again meanwhile. */
  later(ms: number): Promise<void>;
}

/** A PagerDuty that tells the real door what happens in it. Both end with the test. */
export async function openPagerDutyBeside(policy: Policy): Promise<PagerDutyBeside> {
  const door = await openPagerDutyDoor({ policy, key: webhookSecret });
  onTestFinished(() => door.close());
  const there = await startPagerDuty();
  door.at.time.clock = wednesday;
  function listens(on: boolean): void {
    there.ear.url = on ? `${door.url}/webhooks/pagerduty` : null;
  }
  listens(true);
  return {
    door,
    there,
    listens,
    async later(ms) {
      door.at.time.clock += ms;
      await there.advance(ms);
    },
  };
}
