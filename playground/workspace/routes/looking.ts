import { showFile } from '#playground/workspace/files.ts';
import { BadRequest, canSee, channelOf, personOf, showChannels, showMessages } from '#playground/workspace/looking.ts';
import type { Person } from '#playground/workspace/people.ts';
import type { Asked, Control } from '#playground/workspace/route.ts';
import type { State } from '#playground/workspace/state.ts';
import { wireView } from '#playground/workspace/wire.ts';

/** What is on somebody's screen. */

export function channels({ world: { state, takesMessages } }: Control, { as }: Asked): unknown {
  return { channels: showChannels(state, viewer(state, as), takesMessages) };
}

export function messages({ world: { state } }: Control, { subject, as }: Asked): unknown {
  const channel = channelOf(state, subject);
  const person = viewer(state, as);
  if (person !== null && !canSee(channel, person)) throw new BadRequest(`${person.name} cannot see "${subject}"`);
  return { channel: { id: channel.id, name: channel.name }, messages: showMessages(state, channel, person) };
}

/** A file that stands in a message this person can see. */
export function file({ world: { state } }: Control, { subject, as }: Asked): unknown {
  const person = viewer(state, as);
  const found = state.files.get(subject);
  const isShared = [...state.channels.values()].some(
    (channel) =>
      (person === null || canSee(channel, person)) &&
      channel.messages.some((message) => message.files?.includes(subject)),
  );
  if (found === undefined || !isShared) throw new BadRequest(`there is no file "${subject}" to be seen`);
  return { file: showFile(found) };
}

export function views({ world: { state } }: Control, { subject }: Asked): unknown {
  const stack = state.modals.get(personOf(state, subject).id) ?? [];
  return { views: stack.map((view) => wireView(state, view)) };
}

export function home({ world: { state } }: Control, { subject }: Asked): unknown {
  const view = state.homes.get(personOf(state, subject).id);
  return { view: view === undefined ? null : wireView(state, view) };
}

export function team({ world: { state, shortcuts, beside } }: Control): unknown {
  return {
    team: state.team,
    people: [...state.people.values()].map((person) => ({
      id: person.id,
      name: person.name,
      real_name: person.realName,
      title: person.title,
      is_bot: person.isBot,
      is_guest: person.isGuest,
      is_deleted: person.isDeleted ?? false,
      is_from_elsewhere: person.teamId !== undefined,
    })),
    user_groups: state.userGroups,
    shortcuts: shortcuts ?? [],
    beside,
  };
}

function viewer(state: State, as: string | null): Person | null {
  return as === null ? null : personOf(state, as);
}
