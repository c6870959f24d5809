import { z } from 'zod';
import { roles } from '#src/domain/incident/events/people.ts';
import type { FormDefinition } from '#views/form/form.ts';
import { anyPerson, oneOf } from '#views/form/read.ts';
import { roleWords } from '#views/incident/words.ts';

/** Who has which part. */
export const assignForm: FormDefinition = {
  id: 'incident.assign',
  title: 'Assign a role',
  about: 'Roles of',
  submit: 'Assign',
  fields: [
    {
      kind: 'choice',
      id: 'role',
      label: 'Role',
      required: true,
      choices: roles.map((role) => ({
        value: role,
        text: roleWords[role].charAt(0).toUpperCase() + roleWords[role].slice(1),
      })),
    },
    {
      kind: 'person',
      id: 'person',
      label: 'Who takes it?',
      hint: 'They are brought into the channel. Left empty, nobody has the role any more.',
    },
  ],
};

export const assignSchema = z.object({ role: oneOf(roles, 'Choose a role.'), person: anyPerson });

/** What was entered. */
export type AssignEntered = z.infer<typeof assignSchema>;
