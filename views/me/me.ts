import type { KnownBlock } from '@slack/types';
import type { DutyGroup, OnDuty } from '#src/domain/duty.ts';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Group } from '#src/domain/people.ts';
import type { Policy, PolicyPerson } from '#src/domain/policy.ts';
import { context, fields, message, section } from '#views/blocks.ts';
import { ownIncidentLine } from '#views/incident/line.ts';
import { type Owing, owingBlocks } from '#views/incident/owing.ts';
import type { Message } from '#views/message.ts';
import { ageWords } from '#views/oncall/words.ts';
import { code, fitted, inline, mention } from '#views/text.ts';
import { dutyLines } from './duties.ts';
import { groupLine } from './groups.ts';
import { type InPagerProps, inPagerWords, mendWords } from './in-pager.ts';

export interface MeProps extends InPagerProps {
  /** A Slack id. */
  readonly person: string;
  /** What Slack said of them; `null`: it has not said. */
  readonly known: { readonly name: string; readonly email: string | null; readonly guest: boolean } | null;
  readonly groups: readonly Group[];
  /** Who they are in the policy; `null`: it does not name them. */
  readonly listed: PolicyPerson | null;
  /** `onTurn`: e-mail of whose turn it is now. */
  readonly rota: readonly {
    readonly team: string;
    readonly list: 'primary' | 'secondary';
    readonly onTurn: string | null;
  }[];
  /** Where it is their turn, or will be next; `null`: they may not see who is on call. */
  readonly duties: { readonly groups: readonly DutyGroup<OnDuty>[]; readonly asOf: number | null } | null;
  /** Those they have a part in, and what they owe; `null`: they may not look at incidents. */
  readonly own: {
    readonly incidents: readonly Incident[];
    readonly total: number;
    readonly owed: readonly Owing[];
  } | null;
  readonly policy: Policy;
  readonly now: number;
}

/** Who the reader is taken for, where each part of it comes from, and what to do where it is wrong. */
export function meMessage(props: MeProps): Message {
  const { person, known } = props;
  const name = known ? inline(known.name, 75) : 'somebody Slack has not told me about';
  return message(`I take you for ${name}.`, [
    section(`*I take you for ${mention(person)}*`),
    fields([
      ['Slack name', known ? inline(known.name, 75) : 'Slack has not told me'],
      ['E-mail', known?.email ? inline(known.email, 100) : 'Slack shows me none'],
      ['In apgms.yaml', listedWords(props)],
      ['Kind', kindWords(known)],
      ['In PagerDuty', inPagerWords(props)],
    ]),
    section(`*Groups*\n${groupWords(props)}`),
    ...duties(props),
    section(`${rotaTitle(props)}\n${rotaWords(props)}`),
    ...incidents(props),
    context(wrongWords(props)),
  ]);
}

function listedWords({ listed }: MeProps): string {
  return listed ? `${inline(listed.name, 75)}, ${inline(listed.team, 75)}` : 'not named under `people`';
}

function kindWords(known: MeProps['known']): string {
  if (known === null) return 'not known';
  return known.guest ? 'guest' : 'member';
}

function groupWords({ groups, known }: MeProps): string {
  if (groups.length === 0) return 'None: a guest is in no group but those that name their e-mail.';
  return groups.map((group) => groupLine(group, known?.email ?? null)).join('\n');
}

/** Two answers to who is on call would be none: the rota counts only where PagerDuty names nobody. */
function rotaTitle({ duties: own }: MeProps): string {
  const counts = own === null || own.asOf === null;
  return counts ? '*Rota in apgms.yaml*' : '*Rota in apgms.yaml*, used only where PagerDuty names nobody';
}

function rotaWords({ rota, known, policy }: MeProps): string {
  if (rota.length === 0) return 'You stand on no list.';
  const lists = rota.map(({ team, list, onTurn }) => {
    const mine = onTurn !== null && onTurn.toLowerCase() === known?.email?.toLowerCase();
    const name = policy.people.find(({ email }) => email === onTurn)?.name ?? onTurn;
    const whose = mine ? '*you*' : inline(name ?? 'nobody', 75);
    return `• ${inline(team, 75)}, ${list}: now ${whose}`;
  });
  return fitted(lists, '\n', 1_000);
}

/** Where PagerDuty says nothing the rota says it all. */
function duties({ duties: own, person, now }: MeProps): readonly KnownBlock[] {
  if (own === null || own.asOf === null) return [];
  const title = `*On call*, by PagerDuty ${ageWords(own.asOf, now)}: this is what counts`;
  return [section(`${title}\n${dutyLines(own.groups, person)}`)];
}

function incidents({ own, person, policy, now }: MeProps): readonly KnownBlock[] {
  if (own === null) return [section('*Incidents*\nOnly members of the workspace can look at incidents.')];
  const owed = owingBlocks(own.owed, policy);
  if (own.total === 0) return [...owed, section('*Incidents*\nYou have a part in none.')];
  const left = own.total - own.incidents.length;
  const more = left > 0 ? `and ${left} more: ${code('/apgms incident list all mine')}` : '';
  return [
    ...owed,
    section('*Incidents you have a part in*'),
    ...own.incidents.map((one) => section(ownIncidentLine(one, person, now))),
    ...(more ? [context(more)] : []),
  ];
}

/** Which line decides, so that whoever keeps the file knows where to look. */
function wrongWords({ known, hasPager }: MeProps): string {
  const email = known?.email ? code(known.email, 100) : 'an e-mail I can see in Slack';
  return [
    '*Something wrong?* Name and e-mail come from your Slack profile: change them there, and I see it within a day.',
    `Name and team, groups and rota come from ${code('people')}, ${code('groups')} and ${code('rota')} in apgms.yaml, where you are found by ${email}: ask an admin to change the line and start me again.`,
    ...(hasPager ? [mendWords] : []),
  ].join('\n');
}
