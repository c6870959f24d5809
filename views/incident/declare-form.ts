import { z } from 'zod';
import type { Form } from '#src/define.ts';
import type { Declaration } from '#src/domain/incident/decide.ts';
import { type Extent, extents, type Impact, impacts, type Severity, severities } from '#src/domain/severity.ts';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { anyMoment } from '#views/form/read.ts';
import { limits } from '#views/limits.ts';
import { visible } from '#views/text.ts';

/** Block ids of the modal: the names of its fields in a submitted form. */
export const blockIds = {
  title: 'title',
  affected: 'affected',
  impact: 'impact',
  extent: 'extent',
  severity: 'severity',
  services: 'services',
  flags: 'flags',
  beganAt: 'beganAt',
  detectedAt: 'detectedAt',
  resolvedAt: 'resolvedAt',
} as const;

/** The severity's first choice: take what the policy suggests. */
export const asSuggested = 'suggested';

/** Values of the boxes to tick. */
export const flags = {
  customerFacing: 'customer-facing',
  restricted: 'restricted',
  drill: 'drill',
  here: 'here',
  earlier: 'earlier',
} as const;

/** What the fields hold. `null`: not said. */
export interface DeclareFields {
  readonly title: string;
  readonly affected: string | null;
  /** `null`: as the policy suggests. */
  readonly severity: Severity | null;
  readonly impact: Impact | null;
  readonly extent: Extent | null;
  readonly services: readonly string[];
  readonly customerFacing: boolean | null;
  readonly restricted: boolean;
  readonly drill: boolean;
  /** The channel the form was opened in is to be the incident's. */
  readonly here: boolean;
  /** It began before now: then the form asks when. */
  readonly earlier: boolean;
  /** When it began, was noticed, and was over (ms). */
  readonly beganAt: number | null;
  readonly detectedAt: number | null;
  readonly resolvedAt: number | null;
}

export type DeclareForm =
  | (Omit<Declaration, 'channel'> & Pick<DeclareFields, 'title' | 'affected' | 'here'> & { readonly ok: true })
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** A field that is empty or holds what the modal does not offer counts as not filled in. */
const formSchema = z.object({
  title: z.string().catch(''),
  affected: z.string().catch(''),
  impact: z.enum(impacts).nullable().catch(null),
  extent: z.enum(extents).nullable().catch(null),
  severity: z.enum(severities).nullable().catch(null),
  services: z.array(z.string()).readonly().catch([]),
  flags: z.array(z.string()).catch([]),
  beganAt: anyMoment,
  detectedAt: anyMoment,
  resolvedAt: anyMoment,
});

/** The fields as they stand, for showing the modal again. Total: whatever the form holds. */
export function declareFields(form: Form): DeclareFields {
  const { flags: ticked, ...read } = formSchema.parse(form);
  return {
    ...read,
    title: oneLine(cleanText(read.title, limits.input)),
    affected: cleanText(read.affected, limits.input) || null,
    customerFacing: ticked.includes(flags.customerFacing),
    restricted: ticked.includes(flags.restricted),
    drill: ticked.includes(flags.drill),
    here: ticked.includes(flags.here),
    earlier: ticked.includes(flags.earlier),
  };
}

/** The submitted form as a request to declare, or a sentence for each field to mend. */
export function readDeclareForm(form: Form): DeclareForm {
  const { impact, extent, customerFacing, earlier: _, ...rest } = declareFields(form);
  const errors = problems(rest.title, rest.severity, impact, extent);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const hurts = impact && extent ? { impact, extent } : null;
  return { ok: true, ...rest, hurts, customerFacing: customerFacing === true };
}

const halfAnswered = 'Answer this one too, or choose a severity above.';

function problems(title: string, severity: Severity | null, impact: Impact | null, extent: Extent | null) {
  const half = severity === null && (impact === null) !== (extent === null);
  return {
    ...(!visible(title) && { [blockIds.title]: 'Say in a few words what is wrong.' }),
    ...(half && { [impact === null ? blockIds.impact : blockIds.extent]: halfAnswered }),
  };
}
