import type { EffectFailed } from '#src/domain/effect.ts';
import type { ServiceHealth } from '#src/domain/health.ts';
import type { Missing } from '#src/domain/incident/events/life.ts';
import { incidentName } from '#src/domain/incident/state.ts';
import type { TimelineFact } from '#src/domain/incident/timeline.ts';
import { engineActor } from '#src/domain/people.ts';
import type { Policy } from '#src/domain/policy.ts';
import { listed } from '#views/text.ts';
import { effectName } from './effects.ts';
import type { Pen } from './pen.ts';
import { missingWords, stillFiring, verdictWords } from './words.ts';

/** Whose doing a fact is, and how it is written down. */
export interface About {
  readonly by: string;
  /** The same, written. */
  readonly who: string;
  readonly pen: Pen;
  readonly policy: Policy;
}

/** How an incident ended or went on, its channel, who may know of it, and what the bot did for people outside. */
type Course = Extract<
  TimelineFact,
  {
    readonly type:
      | 'resolve-requested'
      | 'resolve-refused'
      | 'resolved'
      | 'reopened'
      | 'cancelled'
      | 'closed'
      | 'merged'
      | 'unmerged'
      | 'merge-received'
      | 'merge-undone'
      | 'related'
      | 'unrelated'
      | 'channel-opened'
      | 'channel-adopted'
      | 'channel-not-adopted'
      | 'channel-renamed'
      | 'channel-archived'
      | 'channel-exposed'
      | 'channel-hidden'
      | 'channel-unarchived'
      | 'access-requested'
      | 'access-granted'
      | 'access-refused'
      | 'member-added'
      | 'member-removed'
      | 'export-requested'
      | 'effect-failed'
      | 'effect-retried';
  }
>;

/** One sentence for each. */
export function courseWords(fact: Course, { by, who, pen, policy }: About): string {
  const { strong } = pen;
  switch (fact.type) {
    case 'resolve-requested':
      return `${who} asked for it to be resolved${fact.data.override ? ', whatever health says' : ''}`;
    case 'resolve-refused':
      return `${strong('Not resolved')}: ${inTheWay(fact, pen, policy)}`;
    case 'resolved':
      return `${strong('Resolved')}: ${healthWords(fact.data.health, pen, policy)}`;
    case 'reopened':
      return `${strong('Reopened')} by ${who}`;
    case 'cancelled':
      return `${strong('Cancelled')}, it was no incident, says ${who}`;
    case 'closed':
      return `${strong('Closed')} by ${who}${fact.v === 1 ? '' : withoutWords(fact.data.missing)}`;
    case 'merged':
      return `${strong(`Merged into ${incidentName(fact.data.into)}`)} by ${who}: it goes on there`;
    case 'unmerged':
      return `Not ${incidentName(fact.data.into)} after all, says ${who}: it goes on by itself`;
    case 'merge-received':
      return `${incidentName(fact.data.incident)} is the same, says ${who}`;
    case 'merge-undone':
      return `${incidentName(fact.data.incident)} is another one after all, says ${who}`;
    case 'related':
      return `Has to do with ${incidentName(fact.data.incident)}, says ${who}`;
    case 'unrelated':
      return `Has nothing to do with ${incidentName(fact.data.incident)} after all, says ${who}`;
    case 'channel-opened':
      return `Channel ${pen.channel(fact.data.channel, fact.data.name)} opened`;
    case 'channel-adopted':
      return `Channel ${pen.channel(fact.data.channel, fact.data.name)} became its channel`;
    case 'channel-not-adopted':
      return 'The channel it was declared in cannot be its channel: one of its own is opened';
    case 'channel-renamed':
      return `Channel renamed to #${pen.quoted(fact.data.name, 80)}`;
    case 'channel-exposed':
      return 'Its channel was made public: nothing more is said there';
    case 'channel-hidden':
      return 'Its channel is private again';
    case 'channel-archived':
      return `Channel archived${ours(by) ? '' : ` by ${who}`}`;
    case 'channel-unarchived':
      return `Channel unarchived${ours(by) ? '' : ` by ${who}`}`;
    case 'access-requested':
      return `${pen.person(fact.data.person)} asked to be let in`;
    case 'access-granted':
      return `${pen.person(fact.data.person)} let in by ${who}`;
    case 'access-refused':
      return `${pen.person(fact.data.person)} not let in, says ${who}`;
    case 'member-added': {
      const { person } = fact.data;
      return `${pen.person(person)} may know of it now${ours(by) || by === person ? '' : `, added by ${who}`}`;
    }
    case 'member-removed':
      return `${pen.person(fact.data.person)} is no longer one of those who may know of it`;
    case 'export-requested':
      return `Written as files for ${who}`;
    case 'effect-failed':
      return `${strong('Failed outside')}: ${effectName(whatOf(fact.data), policy)} (${pen.quoted(fact.data.code, 60)})`;
    case 'effect-retried':
      return `What failed outside was tried again for ${who}`;
  }
}

function withoutWords(missing: Missing): string {
  const lacks = missingWords(missing);
  return lacks.length > 0 ? `, although ${listed(lacks)}` : '';
}

function ours(by: string): boolean {
  return by === engineActor.name;
}

/** `inc-42.announcement.show` says which message, `slack.invite` what was done. */
function whatOf({ effect, kind }: EffectFailed): string {
  return (kind === 'slack.show' ? effect.split('.')[1] : kind.split('.')[1]) ?? kind;
}

/** What still fires, and what health says where it was measured. */
function inTheWay(fact: Extract<Course, { type: 'resolve-refused' }>, pen: Pen, policy: Policy): string {
  const { health } = fact.data;
  const firing = fact.v === 2 ? fact.data.firing : [];
  if (firing.length === 0) return healthWords(health, pen, policy);
  return [stillFiring(firing), ...(health.length > 0 ? [healthWords(health, pen, policy)] : [])].join('; ');
}

/** Services by what their checks said, a group for each verdict. */
function healthWords(health: readonly ServiceHealth[], pen: Pen, policy: Policy): string {
  if (health.length === 0) return 'no service to measure';
  const name = (id: string) => pen.quoted(policy.services.find((one) => one.id === id)?.name ?? id, 75);
  const groups = Map.groupBy(health, ({ verdict }) => verdict);
  const said = [...groups].map(([verdict, those]) => {
    const names = those.slice(0, mostNamed).map(({ service }) => name(service));
    const more = those.length > mostNamed ? [`${those.length - mostNamed} more`] : [];
    return `${listed([...names, ...more])} ${verdictWords[verdict]}`;
  });
  return said.join('; ');
}

/** Services named in a sentence; the others are counted. */
const mostNamed = 5;
