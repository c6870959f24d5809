import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { suggestSeverity } from '#src/domain/policy.ts';
import { extents, impacts, severities } from '#src/domain/severity.ts';
import { ConfigError } from '#src/errors.ts';
import { loadPolicy, policyFromText, policyJsonSchema } from '#src/policy.ts';

const file = 'apgms.yaml';
const text = readFileSync(file, 'utf8');
const policy = await loadPolicy({ path: file, vars: {} });

const read = (changed: string, vars: Readonly<Record<string, string>> = {}) =>
  policyFromText(changed, { path: file, vars });

/** The policy file with one place changed; the place must be there. */
function changed(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the policy has no ${from}`);
    return before.replace(from, to);
  }, text);
}

function problems(wrong: string, vars?: Readonly<Record<string, string>>): readonly string[] {
  try {
    read(wrong, vars);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** `${name}`, as it stands in the file. */
const reference = (name: string) => `\${${name}}`;

/** `apgms.yaml:<line of needle>: ` */
const at = (needle: string, within = text) => `${file}:${within.slice(0, within.indexOf(needle)).split('\n').length}: `;

describe('the runbooks as policy', () => {
  it.each(['sev1', 'sev2'] as const)('promise for %s what 003 and 000 promise, in minutes', (severity) => {
    expect(policy.severities[severity]).toMatchObject({
      acknowledge: { value: 5, from: '003' },
      internalUpdate: { value: 15, from: '003' },
      customerUpdate: { value: 60, from: '000' },
      firstStatusEntry: { value: 30, from: '000' },
    });
  });

  it.each(['sev3', 'sev4'] as const)('ask for internal updates of %s every 60 minutes', (severity) => {
    expect(policy.severities[severity].internalUpdate).toEqual({ value: 60, from: 'card' });
  });

  it('name the rooms', () => {
    expect(policy.rooms).toEqual({
      declare: { value: 'incidents', from: '001' },
      status: { value: 'incident-room', from: '003' },
      alerts: { value: 'ops-alerts', from: '003' },
      daily: { value: 'apgms-ops', from: '000' },
    });
  });

  it('climb the path of 003', () => {
    expect(policy.escalation.climb).toEqual({ value: 5, from: '003' });
    expect(policy.escalation.rungs.map(({ name }) => name)).toEqual([
      'On-call engineer',
      'Secondary on-call',
      'Engineering Manager',
      'VP Engineering / Incident Commander',
    ]);
  });

  it('list the services of 000 and 001 with where they stand', () => {
    expect(policy.services.map(({ id, from }) => `${id} ${from}`)).toEqual([
      ...['api-gateway 000', 'tax-engine 000', 'worker 000', 'shared-database 000', 'redis-cache 000'],
      ...['audit 001', 'payments 001', 'registries 001'],
    ]);
  });

  it('ship the checklists of 000, 002, 003 and 004, each item with an id of its own', () => {
    expect(policy.checklists.map(({ id, phase, from, items }) => `${id} ${phase} ${from} ${items.length}`)).toEqual([
      'triage triage 000, 001 4',
      'stabilise stabilise 000, 003 4',
      'post-incident post-incident 000, 002 7',
      'pre-deployment pre-deployment 003 3',
      'smoke smoke 002 9',
      'prerequisites prerequisites 004 3',
    ]);
    const after = policy.checklists.find(({ id }) => id === 'post-incident');
    const proven = after?.items.filter(({ evidence }) => evidence).map(({ id, due }) => [id, due]);
    expect(proven).toContainEqual(['status-file', { businessDays: 2 }]);
    expect(proven).toContainEqual(['chaos', { businessDays: 5 }]);
  });

  it('give every answer about impact and extent exactly one severity, worse for worse', () => {
    const lines = severities.flatMap((severity) => policy.severities[severity].criteria);
    expect(lines).toHaveLength(impacts.length * extents.length);
    const table = impacts.map((impact) => extents.map((extent) => suggestSeverity(policy, impact, extent)));
    expect(table).toEqual([
      ['sev1', 'sev2', 'sev3'],
      ['sev2', 'sev3', 'sev4'],
      ['sev3', 'sev4', 'sev4'],
    ]);
  });
});

describe('the hash of a policy', () => {
  it('is that of the text that is kept, so that anybody can check the one by the other', () => {
    expect(policy.hash).toBe(createHash('sha256').update(policy.text).digest('hex'));
  });

  it('changes with the text, and does not tell the values of variables', () => {
    const withVariable = changed(['Fastify + Prisma', reference('APGMS_VAR_STACK')]);
    const [one, two] = ['one', 'two'].map((value) => read(withVariable, { APGMS_VAR_STACK: value }).hash);
    expect(one).toBe(two);
    expect(new Set([policy.hash, one, read(changed(['value: 5m', 'value: 6m'])).hash]).size).toBe(3);
  });
});

describe('a variable', () => {
  it('is filled in from what is handed in, and stays a name in the text that is kept', () => {
    const given = read(
      changed(['Fastify + Prisma', `on ${reference('APGMS_VAR_HOST')}, ${reference('APGMS_VAR_HOST')}`]),
      {
        APGMS_VAR_HOST: 'k8s # 1',
      },
    );
    expect(given.services[0]?.stack).toBe('on k8s # 1, k8s # 1');
    expect(given.text).not.toContain('k8s # 1');
  });

  it('that is not set is the only problem of its line', () => {
    const wrong = changed(['since: 2026-01-05', `since: ${reference('APGMS_VAR_DAY')}`]);
    expect(problems(wrong)).toEqual([
      `${at(reference('APGMS_VAR_DAY'), wrong)}\${APGMS_VAR_DAY} is not set; set APGMS_VAR_DAY in the environment`,
    ]);
  });

  it('of another name cannot be used, whatever is set', () => {
    const wrong = changed(['Fastify + Prisma', reference('HOME')]);
    expect(problems(wrong, { HOME: 'here' })).toEqual([
      `${at(reference('HOME'), wrong)}\${HOME}: only variables named APGMS_VAR_… can be used here`,
    ]);
  });

  it('with a wrong value is told without the value', () => {
    const said = problems(changed(['value: incidents', `value: "${reference('APGMS_VAR_ROOM')}"`]), {
      APGMS_VAR_ROOM: 'My Hush',
    });
    expect(said).toHaveLength(1);
    expect(said.join()).not.toContain('Hush');
  });
});

describe('a wrong policy', () => {
  it.each([
    ['acknowledge: {', 'acknowlege: {', 'severities.sev1.acknowlege: unknown key, did you mean "acknowledge"?'],
    ['climb: {', 'steps: {', 'escalation.steps: unknown key; known here: climb, rungs, from'],
    ['    stack: FastAPI\n', '', 'services.tax-engine.stack: is missing: it must be what it is built with'],
    [
      'value: 15m',
      'value: 15 minutes',
      'severities.sev1.internalUpdate.value: must be a duration, such as 5m, 48h or 2d, not "15 minutes"',
    ],
    [
      'value: 15m',
      'value: 0m',
      'severities.sev1.internalUpdate.value: must be a duration, such as 5m, 48h or 2d, not "0m"',
    ],
    [
      'value: 15m',
      'value: 15',
      'severities.sev1.internalUpdate.value: must be a duration, such as 5m, 48h or 2d, not 15',
    ],
    [
      'extent: all-customers',
      'extent: all-customer',
      'severities.sev1.criteria[0].extent: must be one of all-customers, some-customers, internal, not "all-customer"; did you mean "all-customers"?',
    ],
    [
      'impact: minor, extent: internal',
      'impact: down, extent: internal',
      'severities.sev4.criteria[2]: down for internal already means another severity, or stands here twice',
    ],
    [
      'value: incidents',
      'value: "#Incidents"',
      'rooms.declare.value: must be the name of a channel, without #: lower-case letters, digits, - and _, at most 80, not "#Incidents"',
    ],
    [
      'incidents, from: "001"',
      'incidents, from: 001',
      'rooms.declare.from: must name the runbook in quotes, such as "003", or card, or ours, not 1',
    ],
    [
      'cab: [chen@',
      'cab: [chem@',
      'groups.cab[0]: chem@apgms.example is not in people; did you mean chen@apgms.example?',
    ],
    [
      'primary: [ana@',
      'primary: [somebody@',
      'rota[0].primary[0]: somebody@apgms.example is not in people; add them there',
    ],
    [
      'people: [dora@',
      'people: [nobody@',
      'escalation.rungs[2].people[0]: nobody@apgms.example is not in people; add them there',
    ],
    [
      'owner: SRE',
      'owner: benn@apgms.example',
      'services.shared-database.owner: benn@apgms.example is not in people; did you mean ben@apgms.example?',
    ],
    [
      'cab: [chen@apgms.example',
      'cab: [chen',
      'groups.cab[0]: must be an e-mail address, such as ana@apgms.example, not "chen"',
    ],
    ['name: Tax Engine', 'name: api gateway', 'services.tax-engine.name: another service is called "api gateway" too'],
    ['email: ben@', 'email: ana@', 'people[1].email: ana@apgms.example is in the list twice'],
    [
      'team: Data Services\n',
      'team: Platform Engineering\n',
      'rota[1].team: Platform Engineering has another rota above',
    ],
    [
      'tax-engine:',
      'Tax_Engine:',
      'services.Tax_Engine: is not a service id: lower-case words joined by -, such as api-gateway',
    ],
    [
      'rota: primary }',
      'rota: primary, people: [ana@apgms.example] }',
      'escalation.rungs[0]: must have either rota (primary or secondary) or people (e-mails)',
    ],
    [
      ', rota: primary }',
      ' }',
      'escalation.rungs[0]: must have either rota (primary or secondary) or people (e-mails)',
    ],
    ['since: 2026-01-05', 'since: Monday', 'rota[0].since: must be a date, such as 2026-01-05, not "Monday"'],
    ['everyDays: 7', 'everyDays: 0', 'rota[0].everyDays: must be at least 1, not 0'],
    ['- { impact: down, extent: all-customers }', 'down', 'severities.sev1.criteria: must be a list, not "down"'],
    [
      '  declare: { value: incidents, from: "001" }',
      '  declare: incidents',
      'rooms.declare: must be keys with values, not "incidents"',
    ],
    ['services:\n  api-gateway:', 'services:\n  worker:', 'Map keys must be unique'],
    [
      'owner: scribe, due: 30m }',
      'owner: scribe, due: 30m, dueDays: 2 }',
      'checklists.triage.items[1]: must have either due (such as 15m) or dueDays, not both',
    ],
    [
      'owner: scribe, due',
      'owner: scribbe, due',
      'checklists.triage.items[1].owner: must be one of commander, communications, scribe, on-call, not "scribbe"; did you mean "scribe"?',
    ],
    [
      '    phase: smoke',
      '    phase: smok',
      'checklists.smoke.phase: must be one of triage, stabilise, post-incident, pre-deployment, smoke, prerequisites, daily, not "smok"; did you mean "smoke"?',
    ],
    ['- { id: ready,', '- { id: boots,', 'checklists.smoke.items[1].id: boots is in the list twice'],
    ['name: Smoke test', 'name: Triage', 'checklists.smoke.name: another checklist is called "triage" too'],
    [
      '  pre-deployment:',
      '  Pre deployment:',
      'checklists.Pre deployment: is not the id of a checklist: lower-case words joined by -',
    ],
    [
      '- { id: ready,',
      '- { id: Ready,',
      'checklists.smoke.items[1].id: is not the id of an item: lower-case words joined by -, not "Ready"',
    ],
  ])('with %j as %j', (from, to, problem) => {
    const said = problems(changed([from, to]));
    expect(said.map((one) => one.replace(/^apgms\.yaml:\d+: /, ''))).toContain(problem);
  });

  it('is told everything at once, from top to bottom, with the line of each', () => {
    const wrong = changed(
      ['owner: Platform Engineering', 'owner: 7'],
      ['acknowledge: {', 'acknowlege: {'],
      ['rota: primary', 'rota: primry'],
      ['people: [emil@', 'people: [emila@'],
      ['security: {', 'secruity: {'],
    );
    expect(problems(wrong)).toEqual([
      `${at('owner: 7', wrong)}services.api-gateway.owner: must be the team that owns it, not 7`,
      `${at('acknowlege', wrong)}severities.sev1.acknowlege: unknown key, did you mean "acknowledge"?`,
      `${at('primry', wrong)}escalation.rungs[0].rota: must be one of primary, secondary, not "primry"; did you mean "primary"?`,
      `${at('secruity', wrong)}secruity: unknown key, did you mean "security"?`,
    ]);
  });

  it.each([
    ['', 'apgms.yaml:1: must be keys with values'],
    ['- 1', 'apgms.yaml:1: must be keys with values'],
    ['a: 1\nb: [1', 'apgms.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a: 1\na: 2', 'apgms.yaml:2: Map keys must be unique'],
    ['a: !secret x', 'apgms.yaml:1: Unresolved tag: !secret'],
  ])('may be no policy at all: %j', (wrong, problem) => {
    expect(problems(wrong)).toContain(problem);
  });

  it('may not be there', async () => {
    const missing = loadPolicy({ path: 'nowhere.yaml', vars: {} });
    await expect(missing).rejects.toThrow(ConfigError);
    await expect(missing).rejects.toThrow(/^nowhere\.yaml: cannot be read \(ENOENT\)/);
  });
});

describe('the JSON Schema for editors', () => {
  const schema: unknown = JSON.parse(readFileSync('apgms.schema.json', 'utf8'));
  const accepts = new Ajv2020({ strict: true, formats: { email: true, date: true } }).compile(policyJsonSchema());

  it('is the one beside the policy, which names it', () => {
    const how = "write JSON.stringify(policyJsonSchema(), null, 2) to apgms.schema.json, then run biome's formatter";
    expect(schema, how).toEqual(policyJsonSchema());
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./apgms.schema.json');
  });

  it('accepts the policy', () => {
    accepts(parse(text));
    expect(accepts.errors).toBeNull();
  });

  it.each([
    ['acknowledge: {', 'acknowlege: {'],
    ['value: 15m', 'value: 15 minutes'],
    ['rota: primary }', 'rota: primary, people: [ana@apgms.example] }'],
    ['tax-engine:', 'Tax_Engine:'],
  ])('refuses %j as %j, as the bot does', (from, to) => {
    expect(accepts(parse(changed([from, to])))).toBe(false);
  });
});
