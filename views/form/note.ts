import { z } from 'zod';

/** What a form carries that nobody fills in: the incident it is about, or the channel it was opened in, whose incident is meant. */
export interface FormNote {
  readonly incident: number | null;
  readonly channel: string | null;
}

const noteSchema = z.object({ incident: z.int().positive().nullable(), channel: z.string().nullable() });

export function noteText(note: FormNote): string {
  return JSON.stringify(note);
}

/** Total: what is no note says nothing. */
export function readNote(text: string): FormNote {
  return noteSchema.safeParse(parsed(text)).data ?? { incident: null, channel: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
