import type { Checkboxes, InputBlock, KnownBlock, MultiStaticSelect, PlainTextInput, StaticSelect } from '@slack/types';
import { alertName } from '#src/domain/alert/state.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import { type Policy, suggestSeverity } from '#src/domain/policy.ts';
import { type Extent, extents, type Impact, impacts, severities, severityName } from '#src/domain/severity.ts';
import { cleanText, oneLine } from '#src/domain/text.ts';
import { context, option, plain } from '#views/blocks.ts';
import { inputOf } from '#views/form/inputs.ts';
import { limits } from '#views/limits.ts';
import type { Message, Modal } from '#views/message.ts';
import { clip } from '#views/text.ts';
import { asSuggested, blockIds, type DeclareFields, flags } from './declare-form.ts';
import { type DeclareNote, declareNoteText } from './declare-note.ts';
import { lookAlikesLead } from './look-alikes.ts';
import { severityMeaning } from './words.ts';

/** `callback_id` of the modal. */
export const declareModalId = 'incident.declare';
/** `action_id` of what renews the form: the questions about the harm suggest a severity, the boxes ask when it began. */
export const renewsActionId = 'incident.declare.hurts';

export interface DeclareModalProps {
  readonly policy: Policy;
  /** What is known already, from a one-liner or from the fields of the modal in hand. */
  readonly fields: Partial<DeclareFields>;
  readonly note?: DeclareNote;
  /** Open incidents that sound like it: then it asks once more. */
  readonly alike?: readonly Incident[];
  /** Why it was not declared as it stands. */
  readonly refusal?: Message | null;
}

const noNote: DeclareNote = { channel: null, shown: [], message: null, alert: null };

/** The form to declare an incident. Rendered again with the fields in hand, it shows what the policy suggests for the answers given. */
export function declareModal({ policy, fields, note = noNote, alike = [], refusal = null }: DeclareModalProps): Modal {
  return {
    type: 'modal',
    callback_id: declareModalId,
    private_metadata: declareNoteText({ ...note, shown: alike.map((incident) => incident.number) }),
    title: plain('Declare an incident', 24),
    submit: plain(alike.length > 0 ? 'Declare anyway' : 'Declare', 24),
    close: plain('Cancel', 24),
    blocks: [
      ...(alike.length > 0 ? lookAlikesLead({ incidents: alike }) : []),
      ...(refusal?.blocks ?? []),
      ...(note.alert === null ? [] : [context(`${alertName(note.alert)} will belong to it.`)]),
      titleInput(fields.title ?? ''),
      severityInput(policy, fields),
      ...servicesInput(policy, fields.services ?? []),
      question('impact', 'How bad is it?', impacts, impactWords, fields.impact ?? null),
      question('extent', 'Whom does it hurt?', extents, extentWords, fields.extent ?? null),
      { ...context(suggestion(policy, fields)), block_id: 'suggestion' },
      affectedInput(fields.affected ?? ''),
      flagsInput(fields, note.channel !== null),
      ...(begunEarlier(fields) ? timeInputs(fields) : []),
    ],
  };
}

const impactWords: Readonly<Record<Impact, string>> = {
  down: 'Down: it does not work at all',
  degraded: 'Degraded: slow, or fails at times',
  minor: 'Minor: a nuisance, there is a way around',
};

const extentWords: Readonly<Record<Extent, string>> = {
  'all-customers': 'All customers',
  'some-customers': 'Some customers',
  internal: 'Only us, no customer',
};

function suggestion(policy: Policy, { impact, extent }: Partial<DeclareFields>): string {
  if (!impact || !extent) return 'Answer both questions and the policy suggests a severity here.';
  return `*The policy suggests* ${severityMeaning(policy, suggestSeverity(policy, impact, extent))}`;
}

function input(
  name: keyof typeof blockIds,
  label: string,
  element: InputBlock['element'],
  optional = true,
): InputBlock {
  return { type: 'input', block_id: blockIds[name], label: plain(label, 75), element, optional };
}

function titleInput(title: string): InputBlock {
  const initial = clip(oneLine(cleanText(title, limits.input)), limits.input);
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'incident.declare.title',
    max_length: limits.input,
    placeholder: plain('bank-lines returns 500', 75),
    ...(initial && { initial_value: initial }),
  };
  const hint = plain(
    `What somebody sees who knows nothing yet. Headings show the first ${limits.header} characters.`,
    150,
  );
  return { ...input('title', 'What is wrong?', element, false), hint };
}

function affectedInput(affected: string): InputBlock {
  const initial = clip(cleanText(affected, limits.input), limits.input);
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: 'incident.declare.affected',
    multiline: true,
    max_length: limits.input,
    placeholder: plain('org 4711, /bank-lines, request id 7f3a…', 75),
    ...(initial && { initial_value: initial }),
  };
  const hint = plain('Organisations, endpoints, request ids, errors (runbook 000, triage).', 150);
  return { ...input('affected', 'What is affected?', element), hint };
}

function question<Answer extends string>(
  name: 'impact' | 'extent',
  label: string,
  answers: readonly Answer[],
  wording: Readonly<Record<Answer, string>>,
  given: Answer | null,
): InputBlock {
  const element: StaticSelect = {
    type: 'static_select',
    action_id: renewsActionId,
    options: answers.map((answer) => option(wording[answer], answer)),
    ...(given && { initial_option: option(wording[given], given) }),
  };
  return { ...input(name, label, element), dispatch_action: true };
}

function severityInput(policy: Policy, fields: Partial<DeclareFields>): InputBlock {
  const options = [
    option('As the policy suggests', asSuggested),
    ...severities.map((severity) =>
      option(`${severityName(severity)}: ${policy.severities[severity].meaning}`, severity),
    ),
  ];
  const initial = options.find((one) => one.value === (fields.severity ?? asSuggested));
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'incident.declare.severity',
    options,
    ...(initial && { initial_option: initial }),
  };
  const hint = plain('Not sure? Answer the two questions below and leave it to the policy.', 150);
  return { ...input('severity', 'Severity', element), hint };
}

/** No field at all where the policy names no service: Slack refuses an empty choice. */
function servicesInput(policy: Policy, chosen: readonly string[]): readonly KnownBlock[] {
  const options = policy.services.slice(0, limits.options).map((service) => option(service.name, service.id));
  if (options.length === 0) return [];
  const initial = options.filter((one) => one.value !== undefined && chosen.includes(one.value));
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: 'incident.declare.services',
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  };
  return [input('services', 'Services', element)];
}

function flagsInput(fields: Partial<DeclareFields>, canBeHere: boolean): InputBlock {
  const customers = option('Customers notice it', flags.customerFacing);
  const restricted = {
    ...option('Private: security-sensitive', flags.restricted),
    description: plain('Only you, the security group and whom you add will know of it.', 75),
  };
  const drill = {
    ...option('A drill', flags.drill),
    description: plain('An exercise: marked everywhere, and left out of figures.', 75),
  };
  const here = {
    ...option('Use the channel I am in', flags.here),
    description: plain('It becomes the incident’s; no new one is opened.', 75),
  };
  const earlier = {
    ...option('It happened already', flags.earlier),
    description: plain('Then say below when it began, was noticed, was over.', 75),
  };
  const boxes = [
    { box: customers, ticked: fields.customerFacing },
    { box: restricted, ticked: fields.restricted },
    { box: drill, ticked: fields.drill },
    ...(canBeHere ? [{ box: here, ticked: fields.here }] : []),
    { box: earlier, ticked: begunEarlier(fields) },
  ];
  const initial = boxes.filter(({ ticked }) => ticked).map(({ box }) => box);
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: renewsActionId,
    options: boxes.map(({ box }) => box),
    ...(initial.length > 0 && { initial_options: initial }),
  };
  return { ...input('flags', 'Tick what applies', element), dispatch_action: true };
}

/** Who declares afterwards says when it was; nobody else is asked. */
function begunEarlier({ earlier, beganAt, detectedAt, resolvedAt }: Partial<DeclareFields>): boolean {
  return earlier === true || [beganAt, detectedAt, resolvedAt].some((moment) => moment != null);
}

function timeInputs(fields: Partial<DeclareFields>): readonly KnownBlock[] {
  const moment = (id: 'beganAt' | 'detectedAt' | 'resolvedAt', label: string) =>
    inputOf({ kind: 'moment', id, label }, fields[id], declareModalId);
  return [
    moment('beganAt', 'When did it begin?'),
    moment('detectedAt', 'When was it noticed?'),
    moment('resolvedAt', 'When was it over?'),
  ];
}
