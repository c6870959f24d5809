import type { Refusal } from './refusal.ts';

/** What a use case answers: which incident it is about now, or why nothing was done. Kept with the delivery, so a repetition gets the same. */
export type Answer = { readonly ok: true; readonly number: number } | { readonly ok: false; readonly refusal: Refusal };
