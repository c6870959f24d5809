import { numberIn } from '#commands/_incident/number-in.ts';
import type { Command, Form, Gesture, Press, Reply } from '#src/define.ts';
import type { Answer } from '#src/domain/answer.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import type { By } from '#src/operations/change-incident.ts';
import { showIncident } from '#src/operations/incident/show.ts';
import { section } from '#views/blocks.ts';
import { type FormDefinition, type FormValues, incidentFieldId } from '#views/form/form.ts';
import { formModal, holdsWhole } from '#views/form/modal.ts';
import { type FormNote, readNote } from '#views/form/note.ts';
import { anyIncident, type Read } from '#views/form/read.ts';
import { tooLongForForm } from '#views/incident/done.ts';
import type { Message } from '#views/message.ts';
import { messageModal } from '#views/message-modal.ts';
import { refusalMessage } from '#views/refusal.ts';
import { aboutWhich, numberHere } from './about-which.ts';

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
  form(policy: Policy): FormDefinition;
  parse(text: string, gesture: Gesture): FormWords<Request>;
  read(form: Form): Read<Request>;
  change(number: number, request: Request, gesture: Gesture, by: By): Promise<Answer>;
  /** What was done, for the one who did it. */
  done(incident: Incident, request: Request, gesture: Gesture): Message;
}

/** The doors of such a verb. */
export interface FormDoors {
  readonly run: Command['run'];
  readonly submits: NonNullable<Command['submits']>;
  /** A button whose value is the incident's number. */
  button(press: Press, gesture: Gesture): Promise<Reply>;
}

/** One line is done at once where enough was said; otherwise the form opens, with what was said in it. Refused, it stays open with everything entered. */
export function formVerb<Request>(verb: FormVerb<Request>): FormDoors {
  /** What came of it: the words for it, and whether it was done. */
  async function outcome(number: number, request: Request, gesture: Gesture) {
    const { deps, delivery } = gesture;
    const actor = await gesture.actor();
    const answer = await verb.change(number, request, gesture, { actor, delivery });
    if (!answer.ok) return { ok: false, message: refusalMessage(answer.refusal, deps) };
    const shown = await showIncident(deps, { number: answer.number }, { actor });
    const message = shown.ok ? verb.done(shown.incident, request, gesture) : refusalMessage(shown.refusal, deps);
    return { ok: shown.ok, message };
  }

  async function submitted(entered: Form, note: string, gesture: Gesture): Promise<Reply> {
    const about = readNote(note);
    const read = verb.read(entered);
    const number = await numberOf(about, entered, gesture);
    if (!read.ok || number === null) {
      const which = number === null ? { [incidentFieldId]: 'Choose the incident this is about.' } : {};
      return { kind: 'fields', errors: { ...which, ...(read.ok ? {} : read.errors) } };
    }
    const { ok, message } = await outcome(number, read.values, gesture);
    if (ok) return { kind: 'update', view: messageModal('Incident', message), message };
    const form = verb.form(gesture.deps.policy);
    return { kind: 'update', view: formModal(form, { values: entered, note: about, lead: message.blocks }), message };
  }

  return {
    async run(text, gesture) {
      const { elsewhere, ...said } = verb.parse(text, gesture);
      const here = await aboutWhich(said.number, gesture);
      const outside = elsewhere !== undefined && here.incident === null && here.channel === null;
      const note = outside ? { ...here, incident: elsewhere } : here;
      const { request, values, lead } = outside ? { request: null, values: {}, lead: undefined } : said;
      if (request !== null && note.incident !== null) {
        return { kind: 'tell', message: (await outcome(note.incident, request, gesture)).message };
      }
      const form = verb.form(gesture.deps.policy);
      if (!holdsWhole(form, values)) return { kind: 'tell', message: tooLongForForm({ name: verb.name, text }) };
      const above = lead === undefined ? [] : [section(lead)];
      return { kind: 'open', view: formModal(form, { values, note, lead: above }) };
    },
    submits: { [verb.formId]: submitted },
    async button({ value }, { deps }) {
      const note = { incident: numberIn(value), channel: null };
      return { kind: 'open', view: formModal(verb.form(deps.policy), { values: {}, note }) };
    },
  };
}

async function numberOf(note: FormNote, entered: Form, { deps }: Gesture): Promise<number | null> {
  return note.incident ?? anyIncident.parse(entered[incidentFieldId]) ?? numberHere(note.channel, deps);
}
