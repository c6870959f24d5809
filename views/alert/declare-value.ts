import { z } from 'zod';
import type { AlertSeverity } from '#src/domain/alert/events.ts';
import type { Alert } from '#src/domain/alert/state.ts';
import { type Severity, severities } from '#src/domain/severity.ts';
import { limits } from '#views/limits.ts';
import { clip } from '#views/text.ts';
import { plainTitle } from './words.ts';

/** `action_id` of the button that opens the form to declare an incident, filled in with what an alert says. */
export const declareAlertId = 'alert.declare';

const schema = z.object({
  alert: z.int().nullable(),
  title: z.string(),
  severity: z.enum(severities).nullable(),
  services: z.array(z.string()).readonly(),
});

/** What the form begins with. It opens before anything is looked up, so the button carries it along. */
export type DeclareAlert = z.infer<typeof schema>;

/** How bad an incident probably is that an alert is about; people know better. */
const likely: Readonly<Record<AlertSeverity, Severity>> = { critical: 'sev2', warning: 'sev3', info: 'sev3' };

/** What an alert says of the incident that it is about. */
export function declareFor(alert: Alert): DeclareAlert {
  // What is longer than any id is none.
  const services = alert.service === null || alert.service.length > limits.optionText ? [] : [alert.service];
  const title = clip(plainTitle(alert), limits.header);
  return { alert: alert.number, title, severity: likely[alert.severity], services };
}

/** The value of the button. */
export function declareAlertValue(alert: Alert): string {
  return JSON.stringify(declareFor(alert));
}

/** Total: of what is no value of ours the form is empty. */
export function readDeclareAlert(value: string): DeclareAlert {
  return schema.safeParse(parsed(value)).data ?? { alert: null, title: '', severity: null, services: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
