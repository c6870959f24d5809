import { createHash } from 'node:crypto';
import type { Choices, Command, PickedMessage, Reply } from '#src/define.ts';
import { cleanText, unescaped } from '#src/domain/text.ts';
import { shapeOf } from '#views/help.ts';
import { runsWords } from '#views/run.ts';
import { formOf, messageLimit, pressedValue, textLimit } from './form.ts';
import type { Job } from './job.ts';
import { saidToUs } from './mention.ts';
import type { Menu } from './menu.ts';
import * as payloads from './payloads.ts';
import { tableOf } from './tables.ts';
import { createVerbs, type Explain } from './verbs.ts';
import type { SlackWords } from './words.ts';

/** From Slack's payloads to the door each is meant for. A payload that is not of its kind throws. */
export interface Dispatch {
  command(payload: unknown): Job;
  action(payload: unknown): Job;
  submission(payload: unknown): Job;
  shortcut(payload: unknown): Job;
  /** `us`: our user id, where it is known. `null`: said by a bot, or said before and only edited. */
  mention(payload: unknown, us: string | null): Job | null;
  menu(payload: unknown): Menu;
}

/**
 * Builds the tables once. Throws when two commands claim the same words or ids. `explain` answers text no command understands, and no text at all;
 * `isSlack` tells whether an address is Slack's: an answer goes nowhere else.
 */
export function createDispatch({
  commands,
  explain,
  words,
  isSlack,
}: {
  readonly commands: readonly Command[];
  readonly explain: Explain;
  readonly words: Pick<SlackWords, 'unknownAction'>;
  readonly isSlack: (address: string) => boolean;
}): Dispatch {
  const said = createVerbs(commands, explain);
  const submits = tableOf('submit', commands, (one) => Object.entries(one.submits ?? {}));
  const buttons = tableOf('button', commands, (one) => Object.entries(one.buttons ?? {}));
  const menus = tableOf('menu', commands, (one) => Object.entries(one.menus ?? {}));
  const shortcuts = tableOf('shortcut', commands, (one) =>
    Object.entries(one.shortcuts ?? {}).map(([id, shortcut]) => [id, shortcut.run]),
  );
  const unknown = async (): Promise<Reply> => ({ kind: 'tell', message: words.unknownAction() });
  const answerable = (url: string | null | undefined) => (url && isSlack(url) ? url : null);

  return {
    command(payload) {
      const { text, user_id, channel_id, trigger_id, response_url } = payloads.commandPayload.parse(payload);
      return {
        type: 'command',
        person: user_id,
        channel: channel_id,
        thread: null,
        delivery: `cmd.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: answerable(response_url),
        view: null,
        ...said(cleanText(text, messageLimit)),
      };
    },

    action(payload) {
      const { user, trigger_id, response_url, channel, container, view, actions } =
        payloads.actionPayload.parse(payload);
      const [pressed] = actions;
      const { action_id } = pressed;
      const modal = view?.type === 'modal' ? view : null;
      const value = pressedValue(pressed);
      const press = {
        value,
        modal: modal && { id: modal.id, hash: modal.hash ?? null, note: modal.private_metadata, form: formOf(modal) },
      };
      const found = buttons.get(action_id);
      return {
        type: 'action',
        person: user.id,
        channel: channel?.id ?? container.channel_id ?? null,
        thread: threadOf(container.message_ts, container.thread_ts),
        delivery: `act.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: answerable(response_url),
        view: press.modal,
        ...(runsWords(action_id)
          ? said(value)
          : {
              name: found?.key ?? `unknown ${action_id}`,
              words: null,
              shape: found ? shapeOf(found.command) : null,
              run: (gesture) => (found ? found.run(press, gesture) : unknown()),
            }),
      };
    },

    submission(payload) {
      const { user, trigger_id, view } = payloads.submissionPayload.parse(payload);
      const found = submits.get(view.callback_id);
      const form = formOf(view);
      return {
        type: 'submission',
        name: found?.key ?? `unknown ${view.callback_id}`,
        person: user.id,
        channel: null,
        thread: null,
        delivery: `sub.${view.id}.${view.hash ?? ''}.${digest(form)}`,
        triggerId: trigger_id,
        responseUrl: null,
        words: null,
        view: { id: view.id, hash: view.hash ?? null },
        shape: found ? shapeOf(found.command) : null,
        run: (gesture) => (found ? found.run(form, view.private_metadata, gesture) : unknown()),
      };
    },

    shortcut(payload) {
      const { user, callback_id, trigger_id, response_url, channel, message } = payloads.shortcutPayload.parse(payload);
      const found = shortcuts.get(callback_id);
      const picked = message && channel ? pickedMessage(channel.id, message) : null;
      return {
        type: 'shortcut',
        name: found?.key ?? `unknown ${callback_id}`,
        person: user.id,
        channel: channel?.id ?? null,
        thread: picked?.thread ?? null,
        delivery: `cut.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: answerable(response_url),
        words: null,
        view: null,
        shape: found ? shapeOf(found.command) : null,
        run: (gesture) => (found ? found.run(gesture, picked) : unknown()),
      };
    },

    mention(payload, us) {
      const { event_id, event, authorizations } = payloads.mentionPayload.parse(payload);
      const { user, bot_id, edited, text, channel, ts, thread_ts } = event;
      if (!user || bot_id || edited) return null;
      const named = us ?? authorizations.find((one) => one.is_bot)?.user_id ?? null;
      return {
        type: 'mention',
        person: user,
        channel,
        thread: threadOf(ts, thread_ts),
        delivery: `evt.${event_id}`,
        triggerId: null,
        responseUrl: null,
        view: null,
        ...said(saidToUs(text, named)),
      };
    },

    menu(payload) {
      const { user, action_id, value, channel, view } = payloads.menuPayload.parse(payload);
      const found = menus.get(action_id);
      const nothing = async (): Promise<Choices> => ({ options: [] });
      return {
        type: 'menu',
        name: found?.key ?? `unknown ${action_id}`,
        person: user.id,
        channel: channel?.id ?? null,
        // Slack asks anew for each letter, and says nothing by which two questions could be told to be the same.
        delivery: `menu.${action_id}`,
        run: (gesture) =>
          found ? found.run(cleanText(value, textLimit), gesture, view?.private_metadata ?? '') : nothing(),
      };
    },
  };
}

/** The thread a message stands in. Its first message stands in the channel. */
function threadOf(ts: string | null | undefined, thread: string | null | undefined): string | null {
  return thread && thread !== ts ? thread : null;
}

function pickedMessage(channel: string, message: payloads.ShownMessage): PickedMessage {
  const { ts, thread_ts, user, bot_id, text, files } = message;
  return {
    channel,
    ts,
    thread: threadOf(ts, thread_ts),
    author: user ?? bot_id ?? '',
    text: cleanText(unescaped(text ?? ''), messageLimit),
    files: (files ?? []).flatMap(({ name }) => (name ? [cleanText(name, textLimit)] : [])),
  };
}

/** A modal keeps its id and hash while somebody corrects it: only with what was entered is a submission told from the one before. */
function digest(form: object): string {
  return createHash('sha256').update(JSON.stringify(form)).digest('base64url').slice(0, 16);
}
