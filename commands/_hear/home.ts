import { z } from 'zod';
import { putUpHome } from '#commands/_home/put-up-home.ts';
import { defineListener } from '#src/define.ts';

const openedShape = z.looseObject({ user: z.string(), tab: z.string().default('home') });

/** Somebody opens App Home, or looks at our messages there. */
export const home = defineListener({
  name: 'home',
  events: {
    async app_home_opened({ event, deps, actor, later }) {
      const { user, tab } = openedShape.parse(event);
      if (tab !== 'home') return;
      later(async () => {
        const who = await actor(user);
        if (who !== null) await putUpHome(deps, 1, who);
      });
    },
  },
});
