import type { ConfirmationDialog, KnownBlock, StaticSelect } from '@slack/types';
import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import { actions, context, message, option, paragraph, plain, section } from '#views/blocks.ts';
import { limits } from '#views/limits.ts';
import type { Message } from '#views/message.ts';
import { runActionId, runButton } from '#views/run.ts';
import { code } from '#views/text.ts';
import { incidentChoice } from './line.ts';
import { shortHeading } from './words.ts';

/** Which incidents may be meant: open ones, those and what was over in the last days, those that are resolved and not closed, or those that were merged. */
export type WhichKind = 'open' | 'any' | 'resolved' | 'merged';

export interface WhichIncidentProps {
  /** Those it may be, the likeliest first. */
  readonly incidents: readonly Incident[];
  /** How many there are beyond those given, too. */
  readonly total: number;
  readonly of: WhichKind;
  /** What is to be done with it: `resolve`. */
  readonly verb: string;
  /** What was said besides, to be said again. */
  readonly rest: string;
}

/** The question which incident was meant, outside of an incident's channel: picking one goes on with what was said. */
export function whichIncident(props: WhichIncidentProps): Message {
  const { incidents, total, of, verb } = props;
  if (incidents.length === 0) return nothing(props);
  const typed = `To name it: ${code(`/apgms incident ${verb} ${incidentName(incidents[0]?.number ?? 0)}`)}`;
  const shown = choices(props);
  const left = Math.max(total, incidents.length) - shown.count;
  const more = left > 0 ? `${left} more: ${code(`/apgms incident list${listed[of]}`)} · ` : '';
  return message('Which incident?', [
    section('*Which incident?* This is not the channel of one.'),
    ...shown.blocks,
    context(`${more}${typed}`),
  ]);
}

/** What lists them all, after `/apgms incident list`. */
const listed: Readonly<Record<WhichKind, string>> = {
  open: '',
  any: ' all',
  resolved: ' resolved',
  merged: ' resolved',
};

const none: Readonly<Record<WhichKind, string>> = {
  open: 'No incident is open.',
  any: 'No incident is open, and none was over in the last 7 days.',
  resolved: 'No incident is resolved and not closed yet.',
  merged: 'No incident was merged into another one.',
};

function nothing({ of }: WhichIncidentProps): Message {
  const others =
    of === 'open' || of === 'any'
      ? `Those that are over: ${code('/apgms incident list resolved')}`
      : `The open ones: ${code('/apgms incident list')}`;
  return paragraph(`${none[of]} ${others}`);
}

/** Slack takes 25; that many are more than anybody reads. */
const mostButtons = 10;

/** A slip of the hand in a menu must not end an incident. */
const ends: ReadonlySet<string> = new Set(['resolve', 'close', 'cancel', 'merge undo']);

function confirmation(verb: string): ConfirmationDialog {
  const title = plain(`${verb.charAt(0).toUpperCase()}${verb.slice(1)} this one?`, 100);
  return { title, text: plain('The one you chose.', 300), confirm: plain('Yes, this one', 30), deny: plain('No', 30) };
}

/** A menu where what was said fits into its options, else buttons, which hold more; neither where it is too long for both. */
function choices({ incidents, verb, rest }: WhichIncidentProps): {
  readonly count: number;
  readonly blocks: readonly KnownBlock[];
} {
  const wordsFor = ({ number }: Incident) => `incident ${verb} ${incidentName(number)} ${rest}`.trim();
  const offered = incidents.slice(0, limits.options);
  if (offered.every((one) => wordsFor(one).length <= limits.optionText)) {
    const select: StaticSelect = {
      type: 'static_select',
      action_id: runActionId,
      placeholder: plain('Choose an incident', limits.optionText),
      options: offered.map((one) => option(incidentChoice(one), wordsFor(one))),
      ...(ends.has(verb) && { confirm: confirmation(verb) }),
    };
    return { count: offered.length, blocks: [{ type: 'actions', elements: [select] }] };
  }
  const buttons = incidents
    .slice(0, mostButtons)
    .map((one, index) => runButton(shortHeading(one), wordsFor(one), index))
    .filter((one) => one !== null);
  return { count: buttons.length, blocks: buttons.length > 0 ? [actions(buttons)] : [] };
}
