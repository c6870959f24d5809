import type { Incident } from '#src/domain/incident/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { type Severity, severityName } from '#src/domain/severity.ts';
import { actions, context, message, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, when } from '#views/text.ts';
import { incidentLine } from './line.ts';
import { besides, beyondLast, serviceName, shortHeading } from './words.ts';

/** Which incidents were asked for. `null`: whatever it is. */
export interface ListedFilter {
  /** Open ones, those that are over, or (`null`) all. */
  readonly open: boolean | null;
  /** Only those the reader has a part in. */
  readonly mine: boolean;
  readonly severity: Severity | null;
  /** Its id. */
  readonly service: string | null;
  /** Declared at or after (ms). */
  readonly since: number | null;
  /** Drills only, or none. */
  readonly drill: boolean | null;
}

/** How many incidents a page has: as many as are sure to fit into one message. */
export const pageSize = 10;

export interface IncidentListProps {
  /** Those of this page, in the order to show them in. */
  readonly incidents: readonly Incident[];
  /** How many there are on all pages, and how many of them are exercises. */
  readonly total: number;
  readonly drills: number;
  readonly now: number;
  readonly policy: Policy;
  readonly filter: ListedFilter;
  /** From 1; `asked`: the page that was asked for. */
  readonly page: number;
  readonly asked: number;
  /** What asks for the same again, after `/apgms incident list`. */
  readonly words: string;
}

/** One page of incidents, a paragraph each, under what was asked for in words, with buttons to the other pages. */
export function incidentList(props: IncidentListProps): Message {
  const { incidents, total, now, asked } = props;
  if (total === 0) return none(props);
  const pages = Math.ceil(total / pageSize);
  const title = counted(props);
  const first = incidents.slice(0, 5).map(shortHeading);
  return message(`${title}: ${first.join(', ')}`, [
    section(`*${title}*`),
    ...(asked > pages ? [context(beyondLast(pages))] : []),
    ...incidents.slice(0, pageSize).map((one) => section(incidentLine(one, now))),
    ...(pages > 1 ? turning(props, pages) : []),
  ]);
}

/** Exercises are counted apart, where not only they were asked for. */
function counted({ total, drills, filter, policy }: IncidentListProps): string {
  if (total === drills) return `${total} ${kind({ ...filter, drill: true }, policy, total !== 1)}`;
  const real = total - drills;
  return `${real} ${kind(filter, policy, real !== 1)}${besides(drills)}`;
}

function none({ filter, policy, words }: IncidentListProps): Message {
  const said = `There is no ${kind(filter, policy, false)}.`;
  const wider = words === '' || words === 'all' ? [] : [`All there are: ${code('/apgms incident list all')}`];
  const next = [...wider, `To declare one: ${code('/apgms incident declare')}`].join('\n');
  return message(`${said} ${next}`, [section(`${said}\n${next}`)]);
}

function turning({ page, words }: IncidentListProps, pages: number) {
  const again = ['incident list', words].filter(Boolean).join(' ');
  const before = page > 1 ? runButton('Previous page', `${again} page ${page - 1}`, 1) : null;
  const after = page < pages ? runButton('Next page', `${again} page ${page + 1}`, 2) : null;
  return [
    actions([before, after].filter((one) => one !== null)),
    context(`Page ${page} of ${pages}. To go to one: ${code(`/apgms ${again} page ${pages}`)}`),
  ];
}

/** `open SEV1 incidents of API Gateway you have a part in`. */
function kind({ open, mine, severity, service, since, drill }: ListedFilter, policy: Policy, many: boolean): string {
  const noun = `${drill === true ? 'drill' : 'incident'}${many ? 's' : ''}`;
  const named = [...(open === true ? ['open'] : []), ...(severity ? [severityName(severity)] : []), noun].join(' ');
  const over = many ? ' that are over' : ' that is over';
  return [
    named,
    open === false ? over : '',
    service === null ? '' : ` of ${serviceName(policy, service)}`,
    mine ? ' you have a part in' : '',
    drill === false ? ', drills left out' : '',
    since === null ? '' : `, declared since ${when(since)}`,
  ].join('');
}
