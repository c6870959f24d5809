import { z } from 'zod';
import type { Policy } from '#src/domain/policy.ts';
import { severities, severityName } from '#src/domain/severity.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyText, oneOf } from '#views/form/read.ts';
import type { Standing } from './standing.ts';

export const severityFormId = 'incident.severity';

/** How bad it is by now, by the policy's criteria (runbook 003, triage). */
export function severityForm(policy: Policy, { severity: chosen }: Standing): FormDefinition {
  return {
    id: severityFormId,
    title: 'Change the severity',
    about: 'Severity of',
    submit: 'Change',
    fields: [
      {
        kind: 'choice',
        id: 'severity',
        label: 'How bad is it?',
        required: true,
        ...(chosen && { chosen }),
        choices: severities.map((severity) => ({
          value: severity,
          text: `${severityName(severity)}: ${policy.severities[severity].meaning}`,
        })),
      },
      { kind: 'text', id: 'why', label: 'Why?', lines: 'many' },
    ],
  };
}

export const severitySchema = z.object({ severity: oneOf(severities, 'Choose a severity.'), why: anyText });
