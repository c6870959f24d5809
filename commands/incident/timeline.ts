import { cameOf } from '#commands/_form/told.ts';
import { parseTimeline } from '#commands/_grammar/parse-timeline.ts';
import { notRead } from '#commands/_incident/not-an-alert.ts';
import { aboutWhich, numberEntered, numberMeant } from '#commands/_incident/number-meant.ts';
import { defineCommand, type Gesture, type PickedMessage, type Reply } from '#src/define.ts';
import { captureMessage } from '#src/operations/incident/capture.ts';
import { exportTimeline } from '#src/operations/incident/export.ts';
import { recallTimeline } from '#src/operations/incident/timeline.ts';
import { incidentFieldId } from '#views/form/form.ts';
import { captured, captureModal, captureModalId, readPicked } from '#views/incident/capture.ts';
import { incidentExporting } from '#views/incident/exporting.ts';
import { incidentTimeline } from '#views/incident/timeline.ts';
import type { Message } from '#views/message.ts';
import { messageModal } from '#views/message-modal.ts';
import { refusalMessage } from '#views/refusal.ts';

export const timeline = defineCommand({
  noun: 'incident',
  verb: 'timeline',
  summary: 'Everything that happened, the newest page first; or as files in its channel',
  usage: '[INC-42] [page 2 | export]',
  examples: ['/apgms incident timeline INC-42', '/apgms incident timeline INC-42 export', '/apgms incident timeline'],
  scopes: [],
  async run(text, gesture) {
    const { number, page, exported, unread } = parseTimeline(text);
    if (unread !== null) return notRead(unread, timeline);
    const rest = exported ? 'export' : '';
    const meant = await numberMeant(number, gesture, { verb: 'timeline', rest, of: 'any' });
    if (!meant.ok) return meant.reply;
    const message = exported ? await files(meant.number, gesture) : await onePage(meant.number, page, gesture);
    return { kind: 'tell', message };
  },
  submits: {
    [captureModalId]: async (form, note, gesture) => {
      const picked = readPicked(note);
      if (!picked) return { kind: 'nothing' };
      const number = await numberEntered({ incident: null, channel: picked.channel }, form, gesture.deps);
      if (number === null)
        return { kind: 'fields', errors: { [incidentFieldId]: 'Choose the incident it belongs to.' } };
      const { ok, message } = await capture(number, picked, gesture);
      if (ok) return { kind: 'done', message, channel: picked.channel };
      return { kind: 'update', view: messageModal('Timeline', message), message };
    },
  },
  shortcuts: {
    'incident.capture': {
      type: 'message',
      name: 'Add to incident timeline',
      description: 'Keep this message with an incident, with its author and its time',
      run: async (gesture, message) => (message ? pick(message, gesture) : { kind: 'nothing' }),
    },
  },
});

async function onePage(number: number, page: number, gesture: Gesture): Promise<Message> {
  const { deps } = gesture;
  const recalled = await recallTimeline(deps, { number }, { actor: await gesture.actor() });
  if (!recalled.ok) return refusalMessage(recalled.refusal, deps);
  return incidentTimeline({ ...recalled, policy: deps.policy, page });
}

async function files(number: number, gesture: Gesture): Promise<Message> {
  const by = { actor: await gesture.actor(), delivery: gesture.delivery };
  const came = await cameOf(await exportTimeline(gesture.deps, { number }, by), gesture);
  return came.ok ? incidentExporting(came) : came.message;
}

/** In an incident's channel it is clear which one is meant; anywhere else a form asks. It opens too while the database is away. */
async function pick(message: PickedMessage, gesture: Gesture): Promise<Reply> {
  const { incident } = (await aboutWhich(null, { deps: gesture.deps, channel: message.channel })).note;
  if (incident === null) return { kind: 'open', view: captureModal(message) };
  return { kind: 'tell', message: (await capture(incident, message, gesture)).message };
}

async function capture(number: number, message: PickedMessage, gesture: Gesture) {
  const { deps, delivery } = gesture;
  const { author, text, files: names, ...place } = message;
  const said = { author, text, files: names };
  const by = { actor: await gesture.actor(), delivery };
  const answer = await captureMessage(deps, { number, message: place, pinned: null, said }, by);
  return { ok: answer.ok, message: answer.ok ? captured({ number, author }) : refusalMessage(answer.refusal, deps) };
}
