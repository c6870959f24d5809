import type { Alert } from '#src/domain/alert/state.ts';
import type { Policy } from '#src/domain/policy.ts';
import { actions, context, message, paragraph, section } from '#views/blocks.ts';
import type { Message } from '#views/message.ts';
import { runButton } from '#views/run.ts';
import { code, fitted } from '#views/text.ts';
import { alertLine } from './line.ts';
import { heading } from './words.ts';

/** How many alerts a page has. */
export const alertsOnPage = 10;

export interface AlertListProps {
  /** Those of this page. */
  readonly alerts: readonly Alert[];
  readonly total: number;
  /** Those that fire, those that are over, or (`null`) all. */
  readonly open: boolean | null;
  /** From 1. */
  readonly page: number;
  readonly policy: Policy;
}

/** One page of alerts, a paragraph each, with buttons to the other pages. */
export function alertList({ alerts, total, open, page, policy }: AlertListProps): Message {
  if (total === 0) return none(open);
  const pages = Math.ceil(total / alertsOnPage);
  const title = counted(total, open);
  return message(`${title}: ${fitted(alerts.map(heading), ', ', 1_000)}`, [
    section(`*${title}*`),
    ...alerts.slice(0, alertsOnPage).map((one) => section(alertLine(one, policy))),
    ...(pages > 1 ? turning(open, page, pages) : []),
  ]);
}

function counted(total: number, open: boolean | null): string {
  const many = `${total} ${total === 1 ? 'alert' : 'alerts'}`;
  if (open === null) return many;
  if (open) return `${many} ${total === 1 ? 'fires' : 'fire'}`;
  return `${many} that ${total === 1 ? 'is' : 'are'} over`;
}

function none(open: boolean | null): Message {
  if (open === true) return paragraph(`No alert fires. Those that are over: ${code('/apgms alert list all')}`);
  return paragraph(open === false ? 'No alert is over.' : 'There was no alert yet.');
}

function turning(open: boolean | null, page: number, pages: number) {
  const again = ['alert list', ...(open === true ? [] : [open === false ? 'resolved' : 'all'])].join(' ');
  const before = page > 1 ? runButton('Previous page', `${again} page ${page - 1}`, 1) : null;
  const after = page < pages ? runButton('Next page', `${again} page ${page + 1}`, 2) : null;
  return [actions([before, after].filter((one) => one !== null)), context(`Page ${page} of ${pages}`)];
}
