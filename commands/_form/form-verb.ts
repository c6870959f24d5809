import { numberIn } from '#commands/_incident/number-in.ts';
import { aboutWhich, numberEntered } from '#commands/_incident/number-meant.ts';
import type { Command, Form, Gesture, Press, Reply } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import { type Incident, returnsToChannel } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { severities } from '#src/domain/severity.ts';
import type { By } from '#src/operations/change-incident.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { section } from '#views/blocks.ts';
import { type FormDefinition, type FormValues, incidentFieldId } from '#views/form/form.ts';
import { formModal, holdsWhole } from '#views/form/modal.ts';
import { readNote } from '#views/form/note.ts';
import type { Read } from '#views/form/read.ts';
import { type Done, incidentDone, newsComeNext, tooLongForForm } from '#views/incident/done.ts';
import type { Standing } from '#views/incident/forms/standing.ts';
import { refusalMessage } from '#views/refusal.ts';
import { cameOf, whatWasDone } from './told.ts';

/** What somebody said in one line. */
export interface FormWords<Request> {
  /** `null`: no incident was named. */
  readonly number: number | null;
  /** `null`: too little was said. */
  readonly request: Request | null;
  /** What was said so far, for the form. */
  readonly values: FormValues;
  /** The incident that is meant, and nothing else said, where the channel has none. */
  readonly elsewhere?: number;
  /** Why the form opens, where something said is not clear: mrkdwn of ours. */
  readonly lead?: string;
}

/** A verb about one incident that can be typed in one line or filled in. */
export interface FormVerb<Request> {
  /** `incident update`: what was typed before the words. */
  readonly name: string;
  /** `callback_id` of its form. */
  readonly formId: string;
  /** `now`: how the incident stands, where that is known. */
  form(policy: Policy, now: Standing): FormDefinition;
  /** Also for what goes on as another incident. */
  readonly worksOnMerged?: true;
  parse(text: string, gesture: Gesture): FormWords<Request> | Promise<FormWords<Request>>;
  read(form: Form, gesture: Gesture): Read<Request>;
  change(number: number, request: Request, gesture: Gesture, by: By): Promise<Answer>;
  /** What was done, for the one who did it. */
  done(request: Request, incident: Incident, gesture: Gesture): Done | Promise<Done>;
}

/** The doors of such a verb. */
export interface FormDoors {
  readonly run: Command['run'];
  readonly submits: NonNullable<Command['submits']>;
  /** A button whose value is the incident's number, and how bad it is where the form asks by that: `42 sev1`. */
  button(press: Press, gesture: Gesture): Promise<Reply>;
}

/** One line is done at once where enough was said; otherwise the form opens, with what was said in it. Refused, it stays open with everything entered. */
export function formVerb<Request>(verb: FormVerb<Request>): FormDoors {
  /** What came of it, in words. `seen`: whoever did it is where everybody hears of it. */
  async function outcome(number: number, request: Request, gesture: Gesture) {
    const by = { actor: await gesture.actor(), delivery: gesture.delivery };
    const came = await cameOf(await verb.change(number, request, gesture, by), gesture);
    if (!came.ok) return came;
    const { incident } = came;
    const props = whatWasDone(incident, await verb.done(request, incident, gesture), gesture);
    const seen = newsComeNext(props) && returnsToChannel(incident);
    return { ok: true, message: incidentDone(props), seen } as const;
  }

  async function submitted(entered: Form, note: string, gesture: Gesture): Promise<Reply> {
    const about = readNote(note);
    const read = verb.read(entered, gesture);
    const number = await numberEntered(about, entered, gesture.deps);
    if (!read.ok || number === null) {
      const which = number === null ? { [incidentFieldId]: 'Choose the incident this is about.' } : {};
      return { kind: 'fields', errors: { ...which, ...(read.ok ? {} : read.errors) } };
    }
    const { message, ...done } = await outcome(number, read.values, { ...gesture, channel: about.from });
    if (done.ok) return { kind: 'done', message, channel: about.from, seen: done.seen };
    const form = verb.form(gesture.deps.policy, await standing(number, gesture));
    return { kind: 'update', view: formModal(form, { values: entered, note: about, lead: message.blocks }), message };
  }

  return {
    async run(text, gesture) {
      const { elsewhere, ...said } = await verb.parse(text, gesture);
      const { note: here, incident } = await aboutWhich(said.number, gesture);
      const outside = elsewhere !== undefined && here.incident === null && here.channel === null;
      const note = outside ? { ...here, incident: elsewhere } : here;
      const { request, values, lead } = outside ? { request: null, values: {}, lead: undefined } : said;
      if (request !== null && note.incident !== null) {
        return { kind: 'tell', message: (await outcome(note.incident, request, gesture)).message };
      }
      if (incident?.merged && !verb.worksOnMerged) {
        const { number, merged } = incident;
        return {
          kind: 'tell',
          message: refusalMessage({ code: 'is-merged', number, into: merged.into }, gesture.deps),
        };
      }
      const form = verb.form(gesture.deps.policy, incident ?? {});
      if (!holdsWhole(form, values)) return { kind: 'tell', message: tooLongForForm({ name: verb.name, text }) };
      const above = lead === undefined ? [] : [section(lead)];
      return { kind: 'open', view: formModal(form, { values, note, lead: above }) };
    },
    submits: { [verb.formId]: submitted },
    async button({ value }, { deps, channel: from }) {
      const [number = '', word] = value.split(' ');
      const note = { incident: numberIn(number), channel: null, from };
      const severity = severities.find((one) => one === word);
      const form = verb.form(deps.policy, severity === undefined ? {} : { severity });
      return { kind: 'open', view: formModal(form, { values: {}, note }) };
    },
  };
}

/** How an incident stands, as far as the one who asks may know. */
async function standing(number: number, { deps, actor }: Gesture): Promise<Standing> {
  const shown = await showIncident(deps, { number }, { actor: await actor() });
  return shown.ok ? shown.incident : {};
}
