import {
  type Check,
  type Finding,
  notChecked,
  ok,
  type Patient,
  warning,
  wrong,
} from '#src/cli/doctor/_examination/check.ts';
import { askRedis, type RedisFacts } from '#src/cli/doctor/_examination/redis.ts';
import { codeOf } from '#src/store/errors.ts';

/** The oldest BullMQ is made for. */
const oldestRedis = { major: 6, minor: 2 };

/** It answers, and keeps what it is given. */
export const queue: Check = {
  name: 'queue',
  async look(patient) {
    const { storage } = patient.config;
    return storage?.redisUrl ? lookAtRedis(storage.redisUrl) : lookAtDatabase(patient);
  },
};

async function lookAtDatabase(patient: Patient): Promise<readonly Finding[]> {
  const database = await patient.database();
  if (!database.known) return [notChecked(database.why)];
  if (database.value.kind === 'asleep') return [ok('in the database of its own.')];
  return [database.value.hasQueue ? ok('in the database.') : notChecked('its tables are missing, see migrations.')];
}

async function lookAtRedis(url: string): Promise<readonly Finding[]> {
  const facts = await askRedis(url).catch((error: unknown) => problemOf(error));
  if (typeof facts === 'string') return [wrong(facts)];
  const findings = [...unfit(facts), ...evicting(facts), ...forgetful(facts)];
  return findings.length > 0 ? findings : [ok(`in Redis ${facts.version}.`)];
}

function unfit({ version, replica }: RedisFacts): readonly Finding[] {
  if (replica) return [wrong('This Redis is a replica and takes no writes. Name its primary in REDIS_URL.')];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const { major: least, minor: atLeast } = oldestRedis;
  if (major > least || (major === least && minor >= atLeast)) return [];
  return [
    wrong(
      `This is Redis ${version}; the queue needs ${least}.${atLeast} or newer. Upgrade it, or name another in REDIS_URL.`,
    ),
  ];
}

function evicting({ maxmemoryPolicy }: RedisFacts): readonly Finding[] {
  if (maxmemoryPolicy === 'noeviction') return [];
  if (maxmemoryPolicy === '')
    return [notChecked('Redis does not say its maxmemory-policy. It must be noeviction: ask whoever runs it.')];
  const said = `Redis may throw away what it was given (maxmemory-policy is ${maxmemoryPolicy}).`;
  return [wrong(`${said} Type \`redis-cli CONFIG SET maxmemory-policy noeviction\`, and write it into redis.conf.`)];
}

function forgetful({ keepsOnDisk }: RedisFacts): readonly Finding[] {
  if (keepsOnDisk) return [];
  const cost = 'The bot then finds what is due by itself, up to 30 s later.';
  return [
    warning(`Redis forgets everything when it restarts. ${cost} To have it keep: \`appendonly yes\` in redis.conf.`),
  ];
}

/** Redis begins its refusals with a word for the kind. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (/timed ?out/i.test(error.message))
    return 'Redis does not answer in time. Is the address in REDIS_URL right, and does a firewall stand in between?';
  const kind = /^(NOAUTH|WRONGPASS|NOPERM|ERR|LOADING|MASTERDOWN|DENIED)\b/.exec(error.message)?.[1] ?? codeOf(error);
  if (/^(?:NOAUTH|WRONGPASS|NOPERM|ERR)$/.test(kind))
    return `Redis does not let us in (${kind}). Are user and password in REDIS_URL right, and may that user read and write?`;
  return `Redis does not answer (${kind}). Is it running, and is REDIS_URL right? With TLS it begins with rediss://.`;
}
