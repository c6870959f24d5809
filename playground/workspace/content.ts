import { z } from 'zod';
import { blockKitProblems } from './block-kit.ts';
import { type ApiResult, fromJsonText, refuse, refuseBecause } from './method.ts';
import { type Json, nextId, type State } from './state.ts';

/** What a message says, after all checks. */
export interface Content {
  readonly text: string;
  readonly blocks?: readonly Json[];
  readonly attachments?: readonly Json[];
  readonly metadata?: Json;
}

export const contentArgs = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  metadata: z.unknown().optional(),
};

const list = z.preprocess(fromJsonText, z.array(z.record(z.string(), z.unknown())));
const metadataShape = z.preprocess(
  fromJsonText,
  z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) }),
);

/** Text is cut at 40,000 characters, as Slack does. */
const longestText = 40_000;

/** A message's content out of a call's arguments, or Slack's refusal of it. An absent field stays absent. */
export function readContent(
  state: State,
  args: Partial<Readonly<Record<keyof typeof contentArgs, unknown>>>,
): { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly refusal: ApiResult } {
  const no = (refusal: ApiResult) => ({ ok: false, refusal }) as const;
  const content: { text: string; blocks?: readonly Json[]; attachments?: readonly Json[]; metadata?: Json } = {
    text: typeof args.text === 'string' ? args.text.slice(0, longestText) : '',
  };
  if (given(args.blocks)) {
    const blocks = list.safeParse(args.blocks);
    if (!blocks.success) return no(refuse('invalid_blocks_format'));
    const problems = blockKitProblems('message', { blocks: blocks.data });
    const tooLong = problems.some((problem) => problem.includes('msg_blocks_too_long'));
    if (problems.length > 0) return no(refuseBecause(tooLong ? 'msg_blocks_too_long' : 'invalid_blocks', problems));
    content.blocks = nameBlocks(state, blocks.data);
  }
  if (given(args.attachments)) {
    const attachments = list.safeParse(args.attachments);
    if (!attachments.success) return no(refuse('invalid_attachments'));
    if (attachments.data.length > 100) return no(refuse('too_many_attachments'));
    content.attachments = attachments.data;
  }
  if (given(args.metadata)) {
    const metadata = metadataShape.safeParse(args.metadata);
    if (!metadata.success) return no(refuse('invalid_metadata_format'));
    content.metadata = metadata.data;
  }
  if (!content.text.trim() && !content.blocks?.length && !content.attachments?.length) return no(refuse('no_text'));
  return { ok: true, content };
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** The same blocks with a name for every block and action that had none, as Slack gives them. */
export function nameBlocks(state: State, blocks: readonly Json[]): readonly Json[] {
  return blocks.map((block) => {
    const named: Record<string, unknown> = { block_id: nextId(state, 'b'), ...block };
    for (const field of ['accessory', 'element']) {
      if (isJson(named[field])) named[field] = nameAction(state, named[field]);
    }
    const { elements } = named;
    if (named['type'] === 'actions' && Array.isArray(elements)) {
      named['elements'] = elements.map((element) => (isJson(element) ? nameAction(state, element) : element));
    }
    return named;
  });
}

function nameAction(state: State, element: Json): Json {
  return element['type'] === 'image' ? element : { action_id: nextId(state, 'a'), ...element };
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
