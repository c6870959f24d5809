import type { Person } from './people.ts';
import type { WorkspaceSeed } from './state.ts';

const everyone = ['UANA', 'UBEN', 'UCHEN', 'UDORA', 'UEMIL', 'USEC'];

/** A small believable company. The app is in no channel yet. */
export const defaultSeed: WorkspaceSeed = {
  team: {
    id: 'TAPGMS',
    name: 'APGMS',
    domain: 'apgms',
    appId: 'AAPGMSOPS',
    botId: 'BAPGMSOPS',
    botUserId: 'UAPGMSBOT',
  },
  people: [
    person('UANA', 'ana', 'Ana Ferreira', 'On-call engineer, Platform'),
    person('UBEN', 'ben', 'Ben Okafor', 'Secondary on-call, Platform'),
    person('UCHEN', 'chen', 'Chen Wei', 'Engineer, Data Services'),
    person('UDORA', 'dora', 'Dora Lindqvist', 'Engineering Manager'),
    person('UEMIL', 'emil', 'Emil Novak', 'VP Engineering'),
    person('USEC', 'sec', 'Sam Ortiz', 'Security'),
    { ...person('UGUS', 'gus', 'Gus Hale', 'Guest, external auditor'), isGuest: true },
    { ...person('UOLE', 'ole', 'Ole Berg', 'Engineer, left last year'), isDeleted: true },
    {
      ...person('UPAX', 'pax', 'Pax Rivera', 'Engineer at a supplier'),
      email: 'pax@supplier.example',
      teamId: 'TSUPPLIER',
    },
    { ...person('UAPGMSBOT', 'apgms', 'APGMS', 'App'), email: null, isBot: true },
  ],
  userGroups: [
    { id: 'SPLATFORM', handle: 'platform', name: 'Platform', users: ['UANA', 'UBEN'] },
    { id: 'SDATA', handle: 'data-services', name: 'Data Services', users: ['UCHEN'] },
    { id: 'SSECURITY', handle: 'security', name: 'Security', users: ['USEC'] },
    { id: 'SMANAGERS', handle: 'engineering-managers', name: 'Engineering managers', users: ['UDORA', 'UEMIL'] },
  ],
  channels: [
    channel('CGENERAL', 'general', [...everyone, 'UGUS'], 'For everyone'),
    channel('CINCIDENTS', 'incidents', everyone, 'Declare incidents here'),
    channel('CROOM', 'incident-room', everyone, 'Status of every open incident'),
    channel('CALERTS', 'ops-alerts', ['UANA', 'UBEN', 'UCHEN'], 'What the monitoring says'),
    channel('COPS', 'apgms-ops', ['UANA', 'UBEN', 'UCHEN', 'UDORA'], 'The daily report, and talk about operations'),
  ],
};

function person(id: string, name: string, realName: string, title: string): Person {
  return { id, name, realName, title, email: `${name}@apgms.example`, isBot: false, isGuest: false };
}

function channel(id: string, name: string, members: readonly string[], purpose: string) {
  return { id, name, isPrivate: false, members, purpose };
}
