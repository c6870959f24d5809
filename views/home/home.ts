import type { Button, KnownBlock } from '@slack/types';
import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, button, context, header, section } from '#views/blocks.ts';
import { incidentLine, ownIncidentLine } from '#views/incident/line.ts';
import { type Owing, owingBlocks } from '#views/incident/owing.ts';
import { openWords } from '#views/incident/words.ts';
import type { Home } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, when } from '#views/text.ts';
import { type HomeDuties, onCallBlocks } from './on-call.ts';

/** What the buttons do that put up the page their value names. */
export const homePageIds = { renew: 'home.renew', before: 'home.before', after: 'home.after' } as const;

export interface HomeProps {
  /** Whose it is: a Slack id. */
  readonly person: string;
  /** Soonest first. */
  readonly owed: readonly Owing[];
  /** Open ones they have a part in, beyond having declared them. */
  readonly own: { readonly incidents: readonly Incident[]; readonly total: number };
  /** One page of all open ones, the worst first. */
  readonly open: {
    readonly incidents: readonly Incident[];
    readonly total: number;
    /** How many of them are exercises. */
    readonly drills: number;
    readonly page: number;
    readonly pages: number;
  };
  /** Those that were over last. */
  readonly over: readonly Incident[];
  readonly duties: HomeDuties;
  readonly policy: Policy;
  readonly now: number;
}

/** The App Home of somebody who may look at incidents: what they owe, what they have a part in, what is open, what was over last, who is on call. */
export function homeView({ person, owed, own, open, over, duties, policy, now }: HomeProps): Home {
  return home([
    header('APGMS Ops'),
    actions([...declareButton(), button('Look again', homePageIds.renew, String(open.page))]),
    ...owingBlocks(owed, policy),
    divider,
    section(`*Incidents you have in hand*${own.total === 0 ? '\nNone that is open.' : ''}`),
    ...own.incidents.map((one) => section(ownIncidentLine(one, person, now))),
    ...rest(own, 'mine'),
    divider,
    section(openHeading(open, own.incidents.length)),
    ...open.incidents.filter((one) => !isAmong(own.incidents, one)).map((one) => section(incidentLine(one, now))),
    ...turning(open),
    ...overBlocks(over, now),
    divider,
    ...onCallBlocks(duties, now),
    divider,
    context(
      `As of ${when(now)}. I look again whenever you come back to this page. Everything I can do: ${code('/apgms help')}`,
    ),
  ]);
}

/** The App Home of somebody who may not look at incidents: what they can do, and what they cannot. */
export function closedHome(why: 'guest' | 'not-verified'): Home {
  const words =
    why === 'guest'
      ? [
          '*You are a guest in this workspace.* I show incidents to its members only, and take nothing from guests.',
          `If something is broken, tell a member: they can declare it. Who I take you for, and why: ${code('/apgms me')}`,
        ]
      : [
          '*Slack does not say right now who you are*, so I show nothing. Look again in a minute.',
          `You can declare an incident meanwhile: ${code('/apgms incident declare sev2 bank-lines returns 500')}`,
        ];
  const buttons = [...(why === 'not-verified' ? declareButton() : []), button('Look again', homePageIds.renew, '1')];
  return home([header('APGMS Ops'), section(words.join('\n')), actions(buttons)]);
}

/** Those above stand there once. */
function openHeading(open: HomeProps['open'], above: number): string {
  if (open.total === 0) return '*No incident is open*';
  if (above === 0) return `*${openWords(open)}*`;
  return `*${openWords(open)}*, ${above === open.total ? 'all of them above' : `${above} of them above`}`;
}

function isAmong(incidents: readonly Incident[], { number }: Incident): boolean {
  return incidents.some((one) => one.number === number);
}

const divider: KnownBlock = { type: 'divider' };

function home(blocks: KnownBlock[]): Home {
  return { type: 'home', blocks };
}

function declareButton(): readonly Button[] {
  const declare = runButton('Declare incident', 'incident declare');
  return declare ? [{ ...declare, style: 'primary' }] : [];
}

function rest({ incidents, total }: HomeProps['own'], words: string): readonly KnownBlock[] {
  const left = total - incidents.length;
  return left > 0 ? [context(`and ${left} more: ${code(`/apgms incident list ${words}`)}`)] : [];
}

function turning({ page, pages }: HomeProps['open']): readonly KnownBlock[] {
  if (pages < 2) return [];
  const buttons = [
    ...(page > 1 ? [button('Previous page', homePageIds.before, String(page - 1))] : []),
    ...(page < pages ? [button('Next page', homePageIds.after, String(page + 1))] : []),
  ];
  return [actions(buttons), context(`Page ${page} of ${pages}`)];
}

function overBlocks(over: readonly Incident[], now: number): readonly KnownBlock[] {
  if (over.length === 0) return [];
  return [
    divider,
    section('*Over lately*'),
    ...over.map((one) => section(incidentLine(one, now))),
    context(`All of them: ${code('/apgms incident list resolved')}`),
  ];
}
