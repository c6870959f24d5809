import { createHash } from 'node:crypto';
import type { Command, Reply } from '#src/define.ts';
import { cleanText } from '#src/domain/text.ts';
import type { Message } from '#views/message.ts';
import { formOf, pressedValue, textLimit } from './form.ts';
import type { Job } from './job.ts';
import { actionPayload, commandPayload, shortcutPayload, submissionPayload } from './payloads.ts';
import type { SlackWords } from './words.ts';

/** From Slack's payloads to the door each is meant for. A payload that is not of its kind throws. */
export interface Dispatch {
  command(payload: unknown): Job;
  action(payload: unknown): Job;
  submission(payload: unknown): Job;
  shortcut(payload: unknown): Job;
}

/** Builds the tables once. Throws when two commands claim the same words or ids. `explain` answers text no command understands, and no text at all. */
export function createDispatch({
  commands,
  explain,
  words,
}: {
  readonly commands: readonly Command[];
  readonly explain: (text: string) => Message;
  readonly words: Pick<SlackWords, 'unknownAction'>;
}): Dispatch {
  const verbs = tableOf('command', commands, (one) => [[`${one.noun} ${one.verb}`.trim(), one.run]]);
  const submits = tableOf('submit', commands, (one) => Object.entries(one.submits ?? {}));
  const buttons = tableOf('button', commands, (one) => Object.entries(one.buttons ?? {}));
  const shortcuts = tableOf('shortcut', commands, (one) =>
    Object.entries(one.shortcuts ?? {}).map(([id, shortcut]) => [id, shortcut.run]),
  );
  const unknown = async (): Promise<Reply> => ({ kind: 'tell', message: words.unknownAction() });

  /** Two words name a command, in either order; so does one that stands alone (`help`, `health api-gateway`). */
  function commandIn(text: string) {
    const [, first = '', second = '', rest = ''] = /^(\S+)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
    const [a, b] = [first.toLowerCase(), second.toLowerCase()];
    const pair = verbs.get(`${a} ${b}`) ?? verbs.get(`${b} ${a}`);
    if (pair) return { ...pair, rest };
    const single = verbs.get(a);
    return single ? { ...single, rest: text.slice(first.length).trimStart() } : null;
  }

  return {
    command(payload) {
      const { text: raw, user_id, channel_id, trigger_id, response_url } = commandPayload.parse(payload);
      const text = cleanText(raw, textLimit);
      const found = commandIn(text);
      return {
        type: 'command',
        name: found?.key ?? 'unknown',
        person: user_id,
        channel: channel_id,
        delivery: `cmd.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: response_url,
        view: null,
        example: found?.command.examples[0] ?? null,
        run: async (gesture) => (found ? found.run(found.rest, gesture) : { kind: 'tell', message: explain(text) }),
      };
    },

    action(payload) {
      const { user, trigger_id, response_url, channel, container, view, actions } = actionPayload.parse(payload);
      const [pressed] = actions;
      const found = buttons.get(pressed.action_id);
      const modal = view?.type === 'modal' ? view : null;
      const press = {
        value: pressedValue(pressed),
        modal: modal && {
          id: modal.id,
          hash: modal.hash ?? null,
          note: modal.private_metadata,
          form: formOf(modal),
        },
      };
      return {
        type: 'action',
        name: found?.key ?? `unknown ${pressed.action_id}`,
        person: user.id,
        channel: channel?.id ?? container.channel_id ?? null,
        delivery: `act.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: response_url ?? null,
        view: press.modal,
        example: found?.command.examples[0] ?? null,
        run: (gesture) => (found ? found.run(press, gesture) : unknown()),
      };
    },

    submission(payload) {
      const { user, trigger_id, view } = submissionPayload.parse(payload);
      const found = submits.get(view.callback_id);
      const form = formOf(view);
      return {
        type: 'submission',
        name: found?.key ?? `unknown ${view.callback_id}`,
        person: user.id,
        channel: null,
        delivery: `sub.${view.id}.${view.hash ?? ''}.${digest(form)}`,
        triggerId: trigger_id,
        responseUrl: null,
        view: { id: view.id, hash: view.hash ?? null },
        example: found?.command.examples[0] ?? null,
        run: (gesture) => (found ? found.run(form, view.private_metadata, gesture) : unknown()),
      };
    },

    shortcut(payload) {
      const { user, callback_id, trigger_id, response_url, channel } = shortcutPayload.parse(payload);
      const found = shortcuts.get(callback_id);
      return {
        type: 'shortcut',
        name: found?.key ?? `unknown ${callback_id}`,
        person: user.id,
        channel: channel?.id ?? null,
        delivery: `cut.${trigger_id}`,
        triggerId: trigger_id,
        responseUrl: response_url ?? null,
        view: null,
        example: found?.command.examples[0] ?? null,
        run: (gesture) => (found ? found.run(gesture) : unknown()),
      };
    },
  };
}

/** A modal keeps its id and hash while somebody corrects it: only with what was entered is a submission told from the one before. */
function digest(form: object): string {
  return createHash('sha256').update(JSON.stringify(form)).digest('base64url').slice(0, 16);
}

function tableOf<Run>(
  what: string,
  commands: readonly Command[],
  entriesOf: (command: Command) => readonly (readonly [string, Run])[],
): ReadonlyMap<string, { readonly key: string; readonly command: Command; readonly run: Run }> {
  const table = new Map<string, { key: string; command: Command; run: Run }>();
  for (const command of commands) {
    for (const [key, run] of entriesOf(command)) {
      if (table.has(key)) throw new Error(`two commands have the same ${what}: ${key}`);
      table.set(key, { key, command, run });
    }
  }
  return table;
}
