import { code } from '#views/text.ts';

/** The words for a refusal: what stopped it, the rule where there is one, and what to do next. All three are mrkdwn. */
export interface Explanation {
  readonly stopped: string;
  readonly rule: string | null;
  readonly next: string;
}

/** Nothing has such a number, and nobody will be let in to it. */
export function tooHigh(noun: 'incident' | 'alert'): Explanation {
  return {
    stopped: `There is no ${noun} with so high a number.`,
    rule: null,
    next: `See which there are: ${code(`/apgms ${noun} list all`)}`,
  };
}
