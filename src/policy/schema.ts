import { z } from 'zod';
import { isTimeZone } from '#src/domain/calendar.ts';
import { pageUrgencies } from '#src/domain/paging/page.ts';
import type { Policy } from '#src/domain/policy.ts';
import { extents, impacts, severities } from '#src/domain/severity.ts';
import { checklists } from './checklists.ts';
import { duration } from './duration.ts';
import { businessDays, from, words } from './parts.ts';

const email = z.email({ error: 'must be an e-mail address, such as ana@apgms.example' });
const emails = z.array(email);
const channel = z
  .string({ error: 'must be the name of a channel, without #' })
  .regex(
    /^[a-z0-9_-]{1,80}$/,
    'must be the name of a channel, without #: lower-case letters, digits, - and _, at most 80',
  );

/** The e-mail of a person, or a channel with its #. */
const contact = z
  .string({ error: 'must be an e-mail address, or a channel with its #' })
  .regex(/^(?:#[a-z0-9_-]{1,80}|[^\s@#]+@[^\s@#]+)$/, 'must be an e-mail address, or a channel with its #');

function rule<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ value, from });
}

const pagerDutyId = z
  .string({ error: 'must be an id of PagerDuty, such as PIJ90N7' })
  .regex(/^[A-Z0-9]{4,20}$/, 'must be an id of PagerDuty, such as PIJ90N7: the last part of its address');

const service = z.strictObject({
  name: words("the service's name").meta({ description: 'As people say it: API Gateway.' }),
  stack: words('what it is built with'),
  owner: words('the team that owns it').meta({ description: 'A team, or the e-mail of somebody in `people`.' }),
  backup: words('the team that helps out').meta({ description: 'A team, or the e-mail of somebody in `people`.' }),
  contact: words('where its people are reached'),
  pagerduty: pagerDutyId.exactOptional().meta({ description: 'The id of its service in PagerDuty.' }),
  from,
});

const services = z
  .record(
    z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is not a service id: lower-case words joined by -, such as api-gateway'),
    service,
  )
  .transform((byId) =>
    Object.entries(byId).map(([id, { pagerduty, ...rest }]) => ({ id, ...rest, pagerDuty: pagerduty ?? null })),
  )
  .meta({ description: 'By the id people type: api-gateway.' });

const groups = z
  .strictObject({
    'deploy-approver': emails.exactOptional(),
    cab: emails.exactOptional(),
    audit: emails.exactOptional(),
    'engineering-manager': emails.exactOptional(),
    security: emails.exactOptional(),
    admin: emails.exactOptional(),
  })
  .meta({ description: 'Members by e-mail. Everybody in the workspace but guests is a responder.' });

const shift = z.strictObject({
  team: words("the team's name"),
  primary: emails.min(1, 'must name at least one person'),
  secondary: emails.min(1, 'must name at least one person'),
  everyDays: z.int({ error: 'must be a whole number of days' }).positive('must be at least 1'),
  since: z.iso
    .date({ error: 'must be a date, such as 2026-01-05' })
    .meta({ description: 'The first day of the first shift, 00:00 UTC.' }),
});

const severity = z.strictObject({
  meaning: words('one line that says when it is this bad'),
  criteria: z.array(z.strictObject({ impact: z.enum(impacts), extent: z.enum(extents) })),
  acknowledge: rule(duration),
  assignCommander: rule(duration).nullable(),
  internalUpdate: rule(duration),
  customerUpdate: rule(duration).nullable(),
  firstStatusEntry: rule(duration).nullable(),
  from,
});

const rung = z
  .strictObject({
    name: words('what the rung is called'),
    rota: z.enum(['primary', 'secondary']).exactOptional(),
    people: emails.min(1, 'must name at least one person').exactOptional(),
  })
  .meta({ description: 'Either a list of the rota, or people by e-mail.', minProperties: 2, maxProperties: 2 })
  .transform(({ name, rota, people }, context) => {
    if (rota && !people) return { name, who: { rota } };
    if (people && !rota) return { name, who: { people } };
    context.addIssue({ code: 'custom', message: 'must have either rota (primary or secondary) or people (e-mails)' });
    return z.NEVER;
  });

const loudness = z.strictObject({
  urgency: z.enum(pageUrgencies),
  priority: words('the name of a priority in PagerDuty').exactOptional(),
});

const paging = z
  .strictObject({
    otherwise: pagerDutyId.exactOptional().meta({ description: 'Called where no service of an incident has one.' }),
    security: pagerDutyId.exactOptional().meta({ description: 'Called for private incidents.' }),
    sev1: loudness,
    sev2: loudness,
    sev3: loudness,
    sev4: loudness,
    from,
  })
  .transform(({ otherwise = null, security = null, from: source, ...bySeverity }) => {
    const loud = ({ urgency, priority }: z.output<typeof loudness>) => ({ urgency, priority: priority ?? null });
    const { sev1, sev2, sev3, sev4 } = bySeverity;
    return {
      otherwise,
      security,
      from: source,
      severities: { sev1: loud(sev1), sev2: loud(sev2), sev3: loud(sev3), sev4: loud(sev4) },
    };
  })
  .meta({ description: 'Whom PagerDuty calls beyond the services that name one, and how loudly.' });

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Minutes since midnight. */
const timeOfDay = z
  .string({ error: 'must be a time of day, such as 09:00' })
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, such as 09:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const calendar = z.strictObject({
  timeZone: z
    .string({ error: 'must be a time zone, such as Australia/Sydney' })
    .refine(isTimeZone, 'must be a time zone, such as Australia/Sydney'),
  workdays: z
    .array(z.enum(weekdays))
    .min(1, 'must name at least one day')
    .transform((days) => days.map((day) => weekdays.indexOf(day) + 1)),
  holidays: z.array(z.iso.date({ error: 'must be a date, such as 2026-12-25' })),
  hours: z
    .strictObject({ begin: timeOfDay, end: timeOfDay })
    .refine(({ begin, end }) => begin < end, 'must begin before they end')
    .meta({ description: 'When people work on a workday: 09:00 to 17:00.' }),
  from,
});

/** The policy file. What it gives is the domain's `Policy`; what it takes is written to be read. */
export const policySchema = z.strictObject({
  services,
  people: z.array(z.strictObject({ email, name: words("the person's name"), team: words('the team they are in') })),
  groups,
  rota: z.array(shift),
  rooms: z.strictObject({ declare: rule(channel), status: rule(channel), alerts: rule(channel), daily: rule(channel) }),
  severities: z.strictObject({ sev1: severity, sev2: severity, sev3: severity, sev4: severity }),
  escalation: z.strictObject({
    climb: rule(duration),
    rungs: z.array(rung).min(1, 'must have at least one rung'),
    from,
  }),
  security: z
    .strictObject({ value: email, from, slack: contact })
    .meta({ description: 'Who hears of private incidents: by mail, and in Slack where no mail can be sent.' }),
  paging,
  reminder: rule(duration).meta({ description: 'How long before a deadline its debtor is reminded.' }),
  snooze: rule(duration).meta({ description: 'By how much a deadline may be put off in all.' }),
  review: z
    .strictObject({ schedule: rule(duration), hold: rule(businessDays) })
    .meta({ description: 'After it is resolved: `hold` is counted in business days.' }),
  calendar,
  checklists,
  digest: rule(z.int({ error: 'must be a whole number of incidents' }).min(2, 'must be at least 2')).meta({
    description: 'From how many open incidents on the room gets one digest per tick.',
  }),
  alerts: z.strictObject({
    again: rule(duration).meta({ description: 'How long after it was resolved what fires again is the same alert.' }),
    acknowledge: rule(duration).meta({
      description: 'How soon a critical one is to be acknowledged, before it climbs the escalation path.',
    }),
    declare: z
      .array(z.strictObject({ service: words('the id of a service'), severity: z.enum(severities) }))
      .meta({ description: 'Critical alerts of these services declare an incident by themselves.' }),
    from,
  }),
}) satisfies z.ZodType<Policy>;

/** JSON Schema (2020-12) of the policy file as people write it, for editors. */
export function policyJsonSchema() {
  return z.toJSONSchema(policySchema, { io: 'input' });
}
