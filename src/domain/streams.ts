/** What has a record of its own, by the first word of its streams: `inc-42`. */
export const streamWords = ['inc'] as const;
export type StreamWord = (typeof streamWords)[number];
