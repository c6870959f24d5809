import type { Deliveries } from '#playground/fakes/pagerduty/webhooks/deliveries.ts';
import type { World } from '#playground/fakes/pagerduty/world.ts';

/** What the control routes work on. */
export interface PagerDutyControl {
  readonly world: World;
  readonly deliveries: Deliveries;
}

/** `input`: the JSON body. `subject`: what follows the route's name in the path. */
export interface ControlAsked {
  readonly input: unknown;
  readonly subject: readonly string[];
}

/** What it answers goes out as JSON; `BadRequest` and `Refused` are a 400. */
export type ControlRoute = (control: PagerDutyControl, asked: ControlAsked) => unknown;
