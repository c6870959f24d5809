import type { Block, HomeView, KnownBlock, ModalView } from '@slack/types';

/** A message as Slack wants it. `text` is what notifications and screen readers get, so it is never empty. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly (KnownBlock | Block)[];
}

export type Modal = ModalView;

export type Home = HomeView;
