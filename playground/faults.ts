import { z } from 'zod';

const times = z.union([z.int().positive(), z.literal('forever')]).default(1);

/** Those that have a fake here: a fault for any other would never come. */
const vendors = ['slack', 'pagerduty', 'mail'] as const;

const target = z.object({
  vendor: z.enum(vendors),
  /** The vendor's own name of the call, such as `chat.postMessage`; absent = every call. */
  method: z.string().optional(),
  /** Slack only: channel name or id. */
  channel: z.string().optional(),
  /** A piece of the call's arguments as JSON. */
  match: z.string().optional(),
  times,
  /** How many matching calls go through first. */
  skip: z.int().nonnegative().default(0),
});

const plain = [
  'error_before',
  'error_after',
  'reset_before',
  'reset_after',
  'kill_before',
  'kill_after_applying',
  'kill_after_answering',
] as const;

/** What `POST /_workspace/faults` takes. `forever` lasts until `DELETE`. Times are in wall seconds (`retry_after`) and milliseconds (`ms`). */
export const faultSchema = z.discriminatedUnion('fault', [
  target.extend({ fault: z.enum(plain) }).strict(),
  target.extend({ fault: z.literal('rate_limit'), retry_after: z.int().positive().default(1) }).strict(),
  target.extend({ fault: z.literal('delay'), ms: z.int().positive() }).strict(),
  target.extend({ fault: z.literal('refuse'), error: z.string().min(1) }).strict(),
]);

export type Fault = z.infer<typeof faultSchema>;

/** A call as faults see it. `channels`: every name the call's channel goes by. `text`: the arguments as JSON, without the token. */
export interface FaultableCall {
  readonly vendor: string;
  readonly method: string;
  readonly channels: readonly string[];
  readonly text: string;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** The fault that meets this call, used up by one; the oldest matching one counts its skips and turns first. */
  take(call: FaultableCall): Fault | null;
  waiting(): readonly Fault[];
}

/** Faults waiting for calls; shared by every fake vendor. */
export function createFaults(): Faults {
  let waiting: readonly Fault[] = [];
  return {
    add(fault) {
      waiting = [...waiting, fault];
    },
    clear() {
      waiting = [];
    },
    take(call) {
      const fault = waiting.find((candidate) => matches(candidate, call));
      if (fault === undefined) return null;
      const rest = afterOne(fault);
      waiting = waiting.flatMap((other) => (other === fault ? rest : [other]));
      return fault.skip > 0 ? null : fault;
    },
    waiting: () => waiting,
  };
}

function matches(fault: Fault, call: FaultableCall): boolean {
  return (
    fault.vendor === call.vendor &&
    (fault.method === undefined || fault.method === call.method) &&
    (fault.channel === undefined || call.channels.includes(fault.channel.replace(/^#/, ''))) &&
    (fault.match === undefined || call.text.includes(fault.match))
  );
}

function afterOne(fault: Fault): readonly Fault[] {
  if (fault.skip > 0) return [{ ...fault, skip: fault.skip - 1 }];
  if (fault.times === 'forever') return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
