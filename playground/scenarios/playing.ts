import { createClient, type SeenMessage } from '#playground/client.ts';
import type { Playground } from '#playground/playground.ts';
import type { Transcript } from '#playground/transcript.ts';
import { readable } from './readable.ts';

/** What every scenario does: people type, and what they see is put into the transcript. */
export function playing({ url, workspace }: Playground, told: Transcript) {
  const slack = createClient(url);
  return {
    slack,
    /** Somebody types `/apgms` with this; returns what only they see. */
    async type(who: string, where: string, text: string): Promise<string> {
      told.does(who, `/apgms ${text}   (in #${where})`);
      const seen = await slack.command(who, where, text);
      const answer = readable(seen.response ?? {}, workspace.state);
      told.sees('only visible to them', answer);
      return answer;
    },
    show(where: string, message: SeenMessage | undefined): void {
      told.sees(where, message ? readable(message, workspace.state) : '(nothing)');
    },
  };
}
