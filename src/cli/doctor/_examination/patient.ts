import { type Env, surveyConfig } from '#src/config.ts';
import { ConfigError } from '#src/errors.ts';
import { loadPolicy, type PolicyFile, type PolicySource } from '#src/policy.ts';
import type { Wall } from '#src/ports/time.ts';
import { type Known, known, type Patient, wrong } from './check.ts';
import { askDatabase } from './database.ts';
import { askAccounts, askSlack } from './slack.ts';

/** The bot that `env` would start. */
export function patientOf({
  env,
  wall,
  nodeVersion,
}: {
  readonly env?: Env;
  readonly wall: Wall;
  readonly nodeVersion: string;
}): Patient {
  const config = surveyConfig(env);
  const slack = once(() => askSlack(config.slack));
  return {
    config,
    nodeVersion,
    wall,
    policy: once(() => readPolicy(config.policy)),
    database: once(() => askDatabase(config.storage)),
    slack,
    accounts: once(() => askAccounts(slack())),
  };
}

async function readPolicy(source: PolicySource): Promise<Known<PolicyFile>> {
  try {
    return known(await loadPolicy(source));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { known: false, findings: error.problems.map(wrong), why: 'the policy cannot be used, see policy.' };
  }
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | null = null;
  return () => {
    found ??= find();
    return found;
  };
}
