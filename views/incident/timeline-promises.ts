import type { TimelineFact } from '#src/domain/incident/timeline.ts';
import type { Told } from '#src/domain/promises/owed.ts';
import { listed } from '#views/text.ts';
import { promiseName } from './owed.ts';
import type { About } from './timeline-course.ts';

/** What became of promises by the clock, and by those who put them off. */
type Promised = Extract<
  TimelineFact,
  {
    readonly type:
      | 'policy-adopted'
      | 'deadlines-moved'
      | 'obligation-reminded'
      | 'obligation-missed'
      | 'obligation-told'
      | 'obligation-snoozed';
  }
>;

/** One sentence for each. */
export function promiseWords(fact: Promised, { who, pen, policy }: About): string {
  const { strong } = pen;
  const nameOf = ({ obligation: key, kind }: Pick<Told, 'obligation' | 'kind'>) => promiseName({ key, kind }, policy);
  switch (fact.type) {
    case 'policy-adopted':
    case 'deadlines-moved': {
      const moved = fact.data.moved.map((one) => `${nameOf(one)} by ${pen.when(one.to)}`);
      const why = fact.type === 'policy-adopted' ? 'Another policy is in force' : 'Deadlines moved';
      return `${why}: ${listed(moved)}`;
    }
    case 'obligation-reminded':
      return `Reminder: ${nameOf(fact.data)} is due ${pen.when(fact.data.dueAt)}`;
    case 'obligation-missed':
      return `${strong('Missed')}: ${nameOf(fact.data)}, due ${pen.when(fact.data.dueAt)}`;
    case 'obligation-told':
      return toldWords(fact.data, nameOf(fact.data), pen);
    case 'obligation-snoozed':
      return `${who} put off ${nameOf(fact.data)} to ${pen.when(fact.data.until)}`;
  }
}

function toldWords(data: Told, name: string, pen: About['pen']): string {
  const told = data.people.map((person) => pen.person(person));
  const rungs = data.rungs.length > 0 ? ` (${listed(data.rungs.map((name) => pen.quoted(name, 80)))})` : '';
  const what = data.what === 'reminder' ? `asked for ${name}` : `told that ${name} was missed${rungs}`;
  const reached =
    told.length > 0 ? `${listed(told)} ${told.length === 1 ? 'was' : 'were'} ${what}` : `Nobody could be ${what}`;
  const missing = data.missing.map((email) => pen.quoted(email, 80));
  return missing.length > 0 ? `${reached}; not reached: ${listed(missing)}` : reached;
}
