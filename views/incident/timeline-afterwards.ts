import type { TimelineFact } from '#src/domain/incident/timeline.ts';
import { assignedWords } from './follow-ups.ts';
import type { About } from './timeline-course.ts';

/** What people learnt from it, and what is left to do. */
type Afterwards = Extract<
  TimelineFact,
  {
    readonly type:
      | 'review-scheduled'
      | 'review-held'
      | 'follow-up-added'
      | 'follow-up-changed'
      | 'follow-up-done'
      | 'follow-up-dropped';
  }
>;

/** One sentence for each. */
export function afterwardsSentence(fact: Afterwards, { who, pen }: Pick<About, 'who' | 'pen'>): string {
  const { strong } = pen;
  switch (fact.type) {
    case 'review-scheduled':
      return `Review scheduled for ${pen.when(fact.data.at)} by ${who}`;
    case 'review-held':
      return `${strong('Review held')}, says ${who}`;
    case 'follow-up-added':
    case 'follow-up-changed': {
      const { followUp, owner, due } = fact.data;
      const done = fact.type === 'follow-up-added' ? 'added' : 'changed';
      const assigned = assignedWords(owner && pen.person(owner), due && pen.quoted(due, 10));
      return `${strong(`Follow-up ${followUp} ${done}`)} by ${who}: ${assigned}`;
    }
    case 'follow-up-done':
      return `${strong(`Follow-up ${fact.data.followUp} done`)}, says ${who}`;
    case 'follow-up-dropped':
      return `${strong(`Follow-up ${fact.data.followUp} dropped`)} by ${who}`;
  }
}
