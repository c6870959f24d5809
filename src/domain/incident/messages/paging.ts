import type { MessageKind } from '#src/domain/incident/events.ts';
import type { PageChanged } from '#src/domain/paging/events.ts';

/** What the incident's channel hears of what happens in PagerDuty. An acknowledgement there is told as any other. */
export function pageToldHere({ what, echo }: PageChanged): MessageKind | null {
  if (echo) return null;
  switch (what) {
    case 'escalated':
    case 'delegated':
    case 'reassigned':
    case 'resolved':
    case 'reopened':
    case 'responder-replied':
    case 'merged':
    case 'deleted':
      return 'notice';
    default:
      return null;
  }
}
