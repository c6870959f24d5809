import { z } from 'zod';

/** Slack keeps this many characters with a form. */
const longest = 3_000;

const messageSchema = z.object({
  channel: z.string(),
  ts: z.string(),
  thread: z.string().nullable(),
  /** What it says; `null`: too long to be carried along. */
  said: z.object({ author: z.string(), text: z.string(), files: z.array(z.string()).readonly() }).nullable(),
});

const noteSchema = z.object({
  channel: z.string().nullable(),
  shown: z.array(z.int()).readonly(),
  message: messageSchema.nullable(),
  // Before there were any, forms said nothing of them.
  alert: z.int().nullable().default(null),
});

/**
 * What the form to declare carries that nobody fills in: the channel it was opened in, which open incidents it has warned of, and the message it was
 * opened from, or the alert.
 */
export type DeclareNote = z.infer<typeof noteSchema>;

export function declareNoteText(note: DeclareNote): string {
  const whole = JSON.stringify(note);
  if (whole.length <= longest || note.message === null) return whole;
  return JSON.stringify({ ...note, message: { ...note.message, said: null } });
}

/** Total: what is no note says nothing. */
export function readDeclareNote(text: string): DeclareNote {
  return noteSchema.safeParse(parsed(text)).data ?? { channel: null, shown: [], message: null, alert: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
