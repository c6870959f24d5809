import type { Level, Policy, Priority, Service, User } from './state.ts';

export interface PagerDutySeed {
  /** Everybody can be reached by everything. */
  readonly users: readonly Omit<User, 'contacts'>[];
  readonly services: readonly Service[];
  readonly policies: readonly Policy[];
  readonly priorities: readonly Priority[];
  readonly abilities: Readonly<Record<string, boolean>>;
}

/** The user the bot acts as. */
export const botEmail = 'bot@apgms.example';

/** The account of the same small company. Emil and Sam have no user here, and Noor is in no other place. */
export const defaultSeed: PagerDutySeed = {
  users: [
    { id: 'PANAFER', name: 'Ana Ferreira', email: 'ana@apgms.example' },
    { id: 'PBENOKA', name: 'Ben Okafor', email: 'ben@apgms.example' },
    { id: 'PCHENWE', name: 'Chen Wei', email: 'chen@apgms.example' },
    { id: 'PDORALI', name: 'Dora Lindqvist', email: 'dora@apgms.example' },
    { id: 'PNOORHA', name: 'Noor Haddad', email: 'noor@apgms.example' },
    { id: 'PBOTOPS', name: 'APGMS Ops', email: botEmail },
  ],
  services: [
    { id: 'PSAPIGW', name: 'API Gateway', policy: 'PEPLATF' },
    { id: 'PSTAXEN', name: 'Tax Engine', policy: 'PEPLATF' },
    { id: 'PSWORKR', name: 'Worker', policy: 'PEDATAS' },
    { id: 'PSSHRDB', name: 'Shared Database', policy: 'PESRETM' },
    { id: 'PSREDIS', name: 'Redis Cache', policy: 'PESRETM' },
    { id: 'PSAUDIT', name: 'Audit Service', policy: 'PEPLATF' },
    { id: 'PSPAYMT', name: 'Payments Service', policy: 'PEPLATF' },
    { id: 'PSREGIS', name: 'Registries Service', policy: 'PEPLATF' },
    { id: 'PSDEFLT', name: 'APGMS on-call', policy: 'PEPLATF' },
    { id: 'PSSECUR', name: 'Security', policy: 'PESECUR' },
  ],
  policies: [
    {
      id: 'PEPLATF',
      name: 'Platform Engineering',
      levels: [
        turning('PSCHPL1', 'Platform, primary', ['PANAFER', 'PBENOKA']),
        turning('PSCHPL2', 'Platform, secondary', ['PBENOKA', 'PANAFER']),
      ],
    },
    { id: 'PEDATAS', name: 'Data Services', levels: [always('PCHENWE'), always('PBENOKA')] },
    { id: 'PESRETM', name: 'SRE', levels: [always('PBENOKA'), always('PNOORHA')] },
    { id: 'PESECUR', name: 'Security', levels: [always('PNOORHA')] },
  ],
  priorities: [
    { id: 'PPRIOR1', name: 'P1', description: 'Everything else waits' },
    { id: 'PPRIOR2', name: 'P2', description: 'Today' },
    { id: 'PPRIOR3', name: 'P3', description: 'This week' },
    { id: 'PPRIOR4', name: 'P4', description: 'Some day' },
  ],
  abilities: { coordinated_responding: true, urgencies: true, teams: false, sso: false },
};

function turning(id: string, name: string, users: readonly string[]): Level {
  return { schedule: { id, name }, turns: users.map((user) => [user]) };
}

function always(user: string): Level {
  return { schedule: null, turns: [[user]] };
}
