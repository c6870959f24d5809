import type { AlertReport } from './decide.ts';
import type { ToldInstance } from './instances.ts';

/** What a source says of an alert, before its texts have ids of their own. All of it is cleaned and no longer than it is kept. */
export interface AlertInWords extends Pick<AlertReport, 'source' | 'key' | 'name' | 'truncated' | 'page'> {
  /** As it is named there; `null`: it is not. */
  readonly service: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly links: Readonly<Record<keyof AlertReport['links'], string | null>>;
  readonly told: readonly (Omit<ToldInstance, 'what'> & { readonly what: string | null })[];
}
