import type { Answer } from '#src/domain/answer.ts';
import type { ChangeCommand } from '#src/domain/incident/decide.ts';
import { type By, type Changing, changeIncident, proseOf, proseOrNull } from '#src/operations/change-incident.ts';
import type { Deps } from '#src/ports/deps.ts';

/** What is to become of something left to do. `due`: `YYYY-MM-DD`. Of one that is changed, `undefined`: as it was. */
export type FollowingUp =
  | { readonly done: 'added'; readonly what: string; readonly owner: string | null; readonly due: string | null }
  | {
      readonly done: 'changed';
      readonly followUp: number;
      readonly owner: string | null | undefined;
      readonly due: string | null | undefined;
    }
  | { readonly done: 'done'; readonly followUp: number }
  | { readonly done: 'dropped'; readonly followUp: number; readonly why: string | null };

/**
 * Keeps what is left to do, with owner and due date (runbook 003), until it is done or dropped with a reason. Refuses owners who can do nothing here, as far
 * as we know, and days nobody can keep.
 */
export function followUp(
  deps: Changing & Pick<Deps, 'ids'>,
  { number, ...said }: { readonly number: number } & FollowingUp,
  by: By,
): Promise<Answer> {
  const command = () => commandOf(deps, said);
  return changeIncident(deps, { action: 'incident.follow-up', number, command }, by);
}

async function commandOf(deps: Changing & Pick<Deps, 'ids'>, said: FollowingUp): Promise<ChangeCommand> {
  switch (said.done) {
    case 'added': {
      const { what, owner, due } = said;
      return { type: 'add-follow-up', what: proseOf(deps, what), owner, due, stranger: await isStranger(deps, owner) };
    }
    case 'changed': {
      const { followUp: number, owner, due } = said;
      return { type: 'change-follow-up', followUp: number, owner, due, stranger: await isStranger(deps, owner) };
    }
    case 'done':
      return { type: 'finish-follow-up', followUp: said.followUp };
    case 'dropped':
      return { type: 'drop-follow-up', followUp: said.followUp, why: proseOrNull(deps, said.why) };
  }
}

async function isStranger({ store }: Changing, owner: string | null | undefined): Promise<boolean> {
  const known = owner ? await store.person(owner) : null;
  return known !== null && (known.guest || known.outsider);
}
