import { z } from 'zod';
import type { Asked } from '#src/domain/paging/events.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyPerson, anyText } from '#views/form/read.ts';
import { clip } from '#views/text.ts';

export const pageFormId = 'incident.page';

/** More than a menu takes are left out: they can be typed. */
const mostChoices = 100;

/** Who is asked to join: one person, or whoever is on a rung or on call for a service. */
export function pageForm(policy: Policy): FormDefinition {
  const rungs = policy.escalation.rungs.map(({ name }, rung) => ({ value: `rung:${rung}`, text: clip(name, 75) }));
  const services = policy.services.map(({ id, name }) => ({
    value: `service:${id}`,
    text: clip(`On call for ${name}`, 75),
  }));
  return {
    id: pageFormId,
    title: 'Page somebody',
    about: 'Page for',
    submit: 'Page',
    onlyOpen: true,
    fields: [
      {
        kind: 'choice',
        id: 'whom',
        label: 'Whom?',
        choices: [...rungs, ...services].slice(0, mostChoices),
        hint: 'A rung of the escalation path, or whoever is on call for a service.',
      },
      {
        kind: 'person',
        id: 'person',
        label: 'Or a person',
        hint: 'They are called through PagerDuty, told here and brought in.',
      },
      { kind: 'text', id: 'why', label: 'Why?', lines: 'one', example: 'we need a decision about the rollback' },
    ],
  };
}

const neither = 'Choose whom, or a person.';

/** What was entered, as somebody to ask. */
export function pageSchema(policy: Policy) {
  return z
    .object({ whom: z.string().catch(''), person: anyPerson, why: anyText })
    .transform(({ whom, person, why }, context): { readonly asked: Asked; readonly why: string | null } => {
      const asked = person === null ? chosen(whom, policy) : ({ kind: 'person', person } as const);
      if (asked !== null) return { asked, why };
      context.addIssue({ code: 'custom', message: neither, path: ['whom'] });
      return z.NEVER;
    });
}

/** The value of the menu that stands for who is asked. */
export function choiceOf(asked: Asked): string | null {
  if (asked.kind === 'rung') return `rung:${asked.rung}`;
  return asked.kind === 'service' ? `service:${asked.service}` : null;
}

function chosen(value: string, { escalation, services }: Policy): Asked | null {
  const [kind, id = ''] = value.split(':');
  const rung = kind === 'rung' ? escalation.rungs[Number(id)] : undefined;
  if (rung) return { kind: 'rung', rung: Number(id), name: rung.name };
  const service = kind === 'service' ? services.find((one) => one.id === id) : undefined;
  return service ? { kind: 'service', service: service.id, name: service.name } : null;
}
