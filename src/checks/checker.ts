import type { Checker } from '#src/ports/checker.ts';

/** The policy names no checks yet, so every service is `unchecked`: the record says so, and nothing claims to be healthy. */
export const checker: Checker = {
  async assess(services) {
    return services.map((service) => ({ service, verdict: 'unchecked' }));
  },
};
