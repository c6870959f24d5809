import type { Policy } from '#src/domain/policy.ts';
import { severities } from '#src/domain/severity.ts';
import type { Path } from './document.ts';
import { nearest } from './nearest.ts';
import type { Finding } from './problems.ts';

/** The sections of a policy that are right by themselves. */
type Sections = { readonly [Section in keyof Policy]?: Policy[Section] | undefined };

/** What is wrong between places that are each right by themselves. A section that is not right is not judged, so that one mistake is told once. */
export function brokenReferences(sections: Sections): readonly Finding[] {
  return [...strangers(sections), ...strangeServices(sections), ...twins(sections)];
}

/** E-mail addresses of nobody in `people`. */
function strangers(sections: Sections): readonly Finding[] {
  if (!sections.people) return [];
  const known = sections.people.map(({ email }) => email);
  return mentions(sections)
    .filter(([, email]) => !known.includes(email))
    .map(([path, email]) => {
      const meant = nearest(email, known);
      const hint = meant === null ? 'add them there' : `did you mean ${meant}?`;
      return { path, text: `${email} is not in people; ${hint}` };
    });
}

/** Ids of no service. */
function strangeServices({ services, alerts }: Sections): readonly Finding[] {
  if (!services) return [];
  const known = services.map(({ id }) => id);
  return (alerts?.declare ?? [])
    .map(({ service }, index) => [['alerts', 'declare', index, 'service'], service] as const)
    .filter(([, service]) => !known.includes(service))
    .map(([path, service]) => {
      const meant = nearest(service, known);
      return { path, text: `${service} is not in services${meant === null ? '' : `; did you mean ${meant}?`}` };
    });
}

type Mention = readonly [path: Path, email: string];

function mentions({ services = [], groups = {}, rota = [], escalation, security }: Sections): readonly Mention[] {
  const list = (path: Path, emails: readonly string[] = []): readonly Mention[] =>
    emails.map((email, index) => [[...path, index], email]);
  return [
    ...services.flatMap(({ id, owner, backup }) => [
      ...person(['services', id, 'owner'], owner),
      ...person(['services', id, 'backup'], backup),
    ]),
    ...Object.entries(groups).flatMap(([group, emails]) => list(['groups', group], emails)),
    ...rota.flatMap(({ primary, secondary }, index) => [
      ...list(['rota', index, 'primary'], primary),
      ...list(['rota', index, 'secondary'], secondary),
    ]),
    ...(escalation?.rungs ?? []).flatMap(({ who }, index) =>
      'people' in who ? list(['escalation', 'rungs', index, 'people'], who.people) : [],
    ),
    ...(security ? person(['security', 'slack'], security.slack) : []),
  ];
}

/** An owner is a team or a person, a contact a channel or a person. */
function person(path: Path, owner: string): readonly Mention[] {
  return owner.includes('@') ? [[path, owner]] : [];
}

/** Things that must differ and do not. */
function twins({
  services = [],
  people = [],
  rota = [],
  severities: rules,
  checklists = [],
  alerts,
}: Sections): readonly Finding[] {
  const criteria = severities.flatMap((severity) =>
    (rules?.[severity].criteria ?? []).map(
      ({ impact, extent }, index) => [['severities', severity, 'criteria', index], `${impact} for ${extent}`] as const,
    ),
  );
  return [
    ...repeated(
      services.map(({ id, name }) => [['services', id, 'name'], name.toLowerCase()]),
      (name) => `another service is called "${name}" too`,
    ),
    ...repeated(
      people.map(({ email }, index) => [['people', index, 'email'], email.toLowerCase()]),
      (email) => `${email} is in the list twice`,
    ),
    ...repeated(
      rota.map(({ team }, index) => [['rota', index, 'team'], team]),
      (team) => `${team} has another rota above`,
    ),
    ...repeated(
      checklists.map(({ id, name }) => [['checklists', id, 'name'], name.toLowerCase()]),
      (name) => `another checklist is called "${name}" too`,
    ),
    ...checklists.flatMap(({ id: list, items }) =>
      repeated(
        items.map(({ id }, index) => [['checklists', list, 'items', index, 'id'], id]),
        (id) => `${id} is in the list twice`,
      ),
    ),
    ...repeated(
      (alerts?.declare ?? []).map(({ service }, index) => [['alerts', 'declare', index, 'service'], service]),
      (service) => `${service} is in the list twice`,
    ),
    ...repeated(criteria, (line) => `${line} already means another severity, or stands here twice`),
  ];
}

function repeated(values: readonly (readonly [Path, string])[], text: (value: string) => string): readonly Finding[] {
  return values
    .filter(([, value], index) => values.findIndex(([, other]) => other === value) < index)
    .map(([path, value]) => ({ path, text: text(value) }));
}
