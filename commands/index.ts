import type { Command } from '#src/define.ts';
import { declare } from './incident/declare.ts';
import { list } from './incident/list.ts';
import { resolve } from './incident/resolve.ts';
import { show } from './incident/show.ts';

/** Every verb of `/apgms`, in the order of the help page. */
export const commands: readonly Command[] = [declare, show, list, resolve];
