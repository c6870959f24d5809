import { z } from 'zod';

/** What a form carries that nobody fills in. */
export interface FormNote {
  readonly incident: number | null;
  /** The channel whose incident is meant, where that could not be looked up. */
  readonly channel: string | null;
  /** The channel it was opened in; `null`: in none. */
  readonly from: string | null;
}

const noteSchema = z.object({
  incident: z.int().positive().nullable(),
  channel: z.string().nullable(),
  from: z.string().nullable().default(null),
});

export function noteText(note: FormNote): string {
  return JSON.stringify(note);
}

/** Total: what is no note says nothing. */
export function readNote(text: string): FormNote {
  return noteSchema.safeParse(parsed(text)).data ?? { incident: null, channel: null, from: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
