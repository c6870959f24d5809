import { createHash } from 'node:crypto';
import { captureFirst, declaring, seen } from '#commands/_form/declaring.ts';
import { type DeclareWords, parseDeclare } from '#commands/_grammar/parse-declare.ts';
import { spoken } from '#commands/_grammar/spoken.ts';
import { putUpHome } from '#commands/_home/put-up-home.ts';
import { defineCommand, type Form, type Gesture, type PickedMessage, type Reply } from '#src/define.ts';
import { isOpen } from '#src/domain/incident/state.ts';
import { StoreUnavailable } from '#src/errors.ts';
import { type AlertShown, showAlert } from '#src/operations/alert/show.ts';
import { othersAlike } from '#src/operations/open-alike.ts';
import { declareAlertId, declareFor, readDeclareAlert } from '#views/alert/declare-value.ts';
import { declarationAnswer } from '#views/incident/declaration.ts';
import { declareFields, readDeclareForm } from '#views/incident/declare-form.ts';
import { declareModal, declareModalId, renewsActionId } from '#views/incident/declare-modal.ts';
import { type DeclareNote, readDeclareNote } from '#views/incident/declare-note.ts';
import { incidentDeclared } from '#views/incident/declared.ts';
import { declareAnywayId, lookAlikes } from '#views/incident/look-alikes.ts';
import { declareAsWrittenId, declareMarkedId, markOrTitle } from '#views/incident/mark-or-title.ts';
import { noSuchSeverity } from '#views/incident/no-such-severity.ts';
import { refusalMessage } from '#views/refusal.ts';

export const declare = defineCommand({
  noun: 'incident',
  verb: 'declare',
  summary: 'Open an incident: its channel, the announcement and the headline follow by themselves',
  usage: '[sev1–sev4] [service] [private] [drill] [here] [began 2h ago] [detected …] [over …] <what is wrong>',
  examples: [
    '/apgms incident declare sev2 api-gateway bank-lines returns 500',
    '/apgms incident declare sev3 began 3h ago over 1h ago exports were empty',
    '/apgms incident declare ALT-7',
    '/apgms incident declare',
  ],
  scopes: [],
  takesAlerts: true,
  run: (text, gesture) => declareLine(text, gesture, { anyway: false, settled: false }),
  submits: {
    [declareModalId]: (form, note, gesture) => submitted(form, readDeclareNote(note), gesture),
  },
  buttons: {
    [declareAlertId]: async ({ value }, { deps: { policy }, channel }) => {
      const { alert, ...fields } = readDeclareAlert(value);
      const note = { channel, shown: [], message: null, alert };
      return { kind: 'open', view: declareModal({ policy, fields, note }) };
    },
    [declareAnywayId]: ({ value }, gesture) => answered('anyway', value, gesture),
    // One question: whichever answer is pressed, and however often, it is declared once.
    [declareMarkedId]: ({ value }, gesture) => answered('marked', value, gesture),
    [declareAsWrittenId]: ({ value }, gesture) => answered('marked', value, gesture),
    [renewsActionId]: async ({ modal }, gesture) => {
      if (modal === null) return { kind: 'nothing' };
      const note = readDeclareNote(modal.note);
      const alike = await seen(note.shown, gesture);
      const { policy } = gesture.deps;
      return {
        kind: 'update',
        view: declareModal({ policy, fields: declareFields(modal.form), note, alike }),
        // Two answers given quickly: the second knows both, also when the first renewed the form meanwhile.
        overwrite: true,
      };
    },
  },
  shortcuts: {
    'incident.declare': {
      type: 'global',
      name: 'Declare incident',
      description: 'Open an incident: its channel, the announcement and the headline follow',
      run: async ({ deps }) => ({ kind: 'open', view: declareModal({ policy: deps.policy, fields: {} }) }),
    },
    'incident.declare-from-message': {
      type: 'message',
      name: 'Declare from this message',
      description: 'Open an incident of what this message says; it is kept on the timeline',
      run: async (gesture, message) => ({ kind: 'open', view: fromMessage(gesture, message) }),
    },
  },
});

/** Declares what a question was about. Pressed twice, it is the same declaration. `value`: a word for the question, then the words of the declaration. */
function answered(question: 'anyway' | 'marked', value: string, gesture: Gesture): Promise<Reply> {
  const [once = '', ...words] = value.split(' ');
  const delivery = `${question}.${once}`;
  return declareLine(words.join(' '), { ...gesture, delivery }, { anyway: question === 'anyway', settled: true });
}

interface Answers {
  /** It is another one than those it sounds like. */
  readonly anyway: boolean;
  /** What its last words mean was asked: they are words of the title. */
  readonly settled: boolean;
}

async function declareLine(text: string, gesture: Gesture, { anyway, settled }: Answers): Promise<Reply> {
  const { policy, clock } = gesture.deps;
  const { noSeverity, alert, slips, here, marked, ...said } = parseDeclare(text, policy, clock.now());
  if (noSeverity !== null) return { kind: 'tell', message: noSuchSeverity({ named: noSeverity, text, policy }) };
  if (alert !== null) {
    // The form shows it before anything is declared.
    const restricted = said.restricted || marked?.marks.includes('private') === true;
    const drill = said.drill || marked?.marks.includes('drill') === true;
    return formFor(alert, { ...said, restricted, drill, here }, gesture);
  }
  if (marked !== null && !settled) {
    return { kind: 'tell', message: markOrTitle({ ...marked, once: onceOf(gesture), said: text }) };
  }
  const channel = here ? gesture.channel : null;
  if (said.title === '') {
    const note = { channel: gesture.channel, shown: [], message: null, alert: null };
    return { kind: 'open', view: declareModal({ policy, fields: { ...said, here }, note }) };
  }
  const customerFacing = said.customerFacing === true;
  const request = {
    ...said,
    anyway: anyway || said.anyway,
    alert: null,
    affected: null,
    hurts: null,
    customerFacing,
    channel,
  };
  const declared = await declaring(request, [], gesture);
  if (declared.kind === 'refused') return { kind: 'tell', message: declared.message };
  if (declared.kind === 'alike') {
    const question = { incidents: declared.incidents, text, once: onceOf(gesture), now: clock.now() };
    return { kind: 'tell', message: lookAlikes(question) };
  }
  const severityUnsaid = request.severity === null;
  const stored = incidentDeclared({ ...declared, policy, severityUnsaid, slips, here });
  const alike = request.anyway ? [] : await othersAlike(gesture.deps, declared.incident, await gesture.actor());
  return { kind: 'tell', message: declarationAnswer({ ...declared, stored, policy, alike }) };
}

/** The form for an alert that was named: what was said counts, and for the rest what the alert says. While the database is away it opens without that. */
async function formFor(
  number: number,
  said: Omit<DeclareWords, 'noSeverity' | 'alert' | 'slips' | 'marked'>,
  gesture: Gesture,
): Promise<Reply> {
  const { deps, channel } = gesture;
  const shown = await alertSaid(number, gesture);
  if (shown?.ok === false) return { kind: 'tell', message: refusalMessage(shown.refusal, deps) };
  if (shown?.incident && isOpen(shown.incident)) {
    const refusal = { code: 'alert-attached', alert: number, number: shown.incident.number } as const;
    return { kind: 'tell', message: refusalMessage(refusal, deps) };
  }
  const by = shown ? declareFor(shown.alert) : { title: '', severity: null, services: [] };
  const fields = {
    ...said,
    title: said.title || by.title,
    severity: said.severity ?? by.severity,
    services: said.services.length > 0 ? said.services : by.services,
  };
  const note = { channel, shown: [], message: null, alert: number };
  return { kind: 'open', view: declareModal({ policy: deps.policy, fields, note }) };
}

/** `null`: the database is away. */
async function alertSaid(number: number, { deps, actor }: Gesture): Promise<AlertShown | null> {
  try {
    return await showAlert(deps, { number }, { actor: await actor() });
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return null;
  }
}

/** A word for what was asked because of one delivery. */
function onceOf({ delivery }: Gesture): string {
  return createHash('sha256').update(delivery).digest('base64url').slice(0, 16);
}

async function submitted(form: Form, note: DeclareNote, gesture: Gesture): Promise<Reply> {
  const read = readDeclareForm(form);
  if (!read.ok) return { kind: 'fields', errors: read.errors };
  const { policy } = gesture.deps;
  const { ok: _, here, ...said } = read;
  const request = { ...said, channel: here ? note.channel : null, anyway: false, alert: note.alert };
  const declared = await declaring(request, note.shown, gesture);
  if (declared.kind === 'alike') {
    const { incidents } = declared;
    const { clock } = gesture.deps;
    const view = declareModal({ policy, fields: declareFields(form), note, alike: incidents });
    return {
      kind: 'update',
      view,
      message: lookAlikes({ incidents, text: said.title, once: onceOf(gesture), now: clock.now() }),
    };
  }
  if (declared.kind === 'refused') {
    const { message } = declared;
    const view = declareModal({ policy, fields: declareFields(form), note, refusal: message });
    return { kind: 'update', view, message };
  }
  await captureFirst(declared.incident.number, note.message, gesture);
  // Opened in no channel: in App Home, where it is to be seen next, or by the shortcut.
  if (note.channel === null) gesture.later(async () => putUpHome(gesture.deps, 1, await gesture.actor()));
  const severityUnsaid = request.severity === null && request.hurts === null;
  const stored = incidentDeclared({ ...declared, policy, severityUnsaid, slips: [], here });
  const others = await othersAlike(gesture.deps, declared.incident, await gesture.actor());
  const alike = others.filter(({ number }) => !note.shown.includes(number));
  const message = declarationAnswer({ ...declared, stored, policy, alike });
  return { kind: 'done', message, channel: note.channel };
}

/** A title has one line; what else the message says is what is affected. */
function fromMessage({ deps: { policy } }: Gesture, message: PickedMessage | null) {
  if (message === null) return declareModal({ policy, fields: {} });
  const { channel, ts, thread, author, text, files } = message;
  const [title = '', ...more] = spoken(text).trim().split('\n');
  const fields = { title: title.slice(0, 150), affected: title.length > 150 || more.length > 0 ? spoken(text) : null };
  const note = { channel, shown: [], message: { channel, ts, thread, said: { author, text, files } }, alert: null };
  return declareModal({ policy, fields, note });
}
