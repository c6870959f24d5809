import { type Incident, incidentName } from '#src/domain/incident/state.ts';
import type { AlertRefusal, Refusal, TaskRefusal } from '#src/domain/refusal.ts';
import { severityName } from '#src/domain/severity.ts';
import { alertsRule } from '#views/incident/resolution.ts';
import { statusWords, stillFiring } from '#views/incident/words.ts';
import { code, inline, listed, mention, when } from '#views/text.ts';
import type { AfterwardsRefusal } from './afterwards.ts';
import type { Explanation } from './explanation.ts';

/** The refusals that only changes of an incident can meet. */
export type IncidentRefusal = Exclude<
  Exclude<Refusal, AfterwardsRefusal | AlertRefusal | TaskRefusal>,
  {
    readonly code:
      | 'no-title'
      | 'unknown-services'
      | 'no-such-incident'
      | 'not-allowed'
      | 'not-verified'
      | 'already-resolved'
      | 'resolution-under-way'
      | 'override-needs-reason'
      | 'nothing-to-retry'
      | 'too-busy'
      | 'no-such-duty'
      | 'no-pager'
      | 'asks-oneself'
      | 'email-of-another'
      | 'not-ours';
  }
>;

/** Why an incident was not changed, and what to do next. */
export function explainIncident(refusal: IncidentRefusal, incident: Incident | null): Explanation {
  switch (refusal.code) {
    case 'look-alikes': {
      const names = listed(refusal.numbers.map(incidentName));
      return said(
        `Not declared yet: ${names} ${refusal.numbers.length === 1 ? 'sounds' : 'sound'} like the same.`,
        `Look first: ${command(`show ${incidentName(refusal.numbers[0] ?? 0)}`)}. If it is another one, put ${code('anyway')} before the rest: ${command('declare anyway sev2 bank-lines returns 500')}`,
      );
    }
    case 'alerts-firing': {
      const name = incidentName(refusal.number);
      return {
        stopped: `${name} is not resolved: ${stillFiring(refusal.alerts)}. Once ${name} is resolved, nobody is called for ${refusal.alerts.length === 1 ? 'it' : 'them'} any more.`,
        rule: alertsRule,
        next: `An alert is over when its source says so; one of PagerDuty’s can be resolved there by hand, too. Resolve ${name} then. If the alert does not count any more, say why: ${command(`resolve ${name} because the threshold is too low`)}`,
      };
    }
    case 'still-to-come':
      return said(
        'Not noted: that moment is still to come.',
        `Say when it happened, or leave the time out: ${command('note INC-42 10m ago the provider confirms an outage')}`,
      );
    case 'too-long-ago':
      return said(
        'Not stored: that is more than a year ago.',
        'Look at the day and the year. What is older than that belongs into a document of its own.',
      );
    case 'impossible-times':
      return said(
        'Not stored: these times cannot be. They lie in the future, or it ended before it began.',
        'Give them in order: when it began, was noticed, was over. None of them can be still to come.',
      );
    case 'convert-restricted':
      return said(
        'Not declared: a private incident gets a channel of its own.',
        `Who is in this channel already would know of it. Leave out ${code('here')}, or leave out ${code('private')}.`,
      );
    case 'channel-taken':
      return said(
        'Not declared: this channel belongs to another incident already.',
        `Leave out ${code('here')}, and it gets a channel of its own.`,
      );
    case 'not-open':
      return said(
        `${incidentName(refusal.number)} is not open any more.`,
        `If it is back: ${command(`reopen ${incidentName(refusal.number)} because it is failing again`)}`,
      );
    case 'is-over':
      return said(
        `The record of ${incidentName(refusal.number)} is complete: it is ${overWords(incident)}.`,
        `If it is not over: ${command(`reopen ${incidentName(refusal.number)} because it is failing again`)}`,
      );
    case 'not-resolved':
      return said(
        `Not closed: ${incidentName(refusal.number)} is still open.`,
        `Resolve it first: ${command(`resolve ${incidentName(refusal.number)}`)}`,
      );
    case 'still-open':
      return said(
        `Not reopened: ${incidentName(refusal.number)} is open.`,
        `To say what is known by now: ${command(`update ${incidentName(refusal.number)} what you found`)}`,
      );
    case 'is-merged':
      return said(
        `${incidentName(refusal.number)} was merged: it goes on as ${incidentName(refusal.into)}.`,
        `Say it there: ${command(`show ${incidentName(refusal.into)}`)}. If it is another one after all: ${command(`merge undo ${incidentName(refusal.number)}`)}`,
      );
    case 'not-merged':
      return said(
        `${incidentName(refusal.number)} was not merged into another one.`,
        `To say that it is the same as another: ${command(`merge ${incidentName(refusal.number)} into INC-7`)}`,
      );
    case 'has-duplicates': {
      const names = listed(refusal.duplicates.slice(0, 20).map(incidentName));
      const [first = 0] = refusal.duplicates;
      const name = incidentName(refusal.number);
      const goOn = `${names} ${refusal.duplicates.length === 1 ? 'goes' : 'go'} on as ${name}.`;
      const part = `Part them first: ${command(`merge undo ${incidentName(first)}`)}.`;
      return refusal.into === null
        ? said(`Not cancelled: ${goOn}`, `${part} If it is over: ${command(`resolve ${name}`)}`)
        : said(
            `Not merged: ${goOn}`,
            `${part} Or merge the other way round: ${command(`merge ${incidentName(refusal.into)} into ${name}`)}`,
          );
    }
    case 'merge-leaves': {
      const [name, into] = [incidentName(refusal.number), incidentName(refusal.into)];
      const { mitigations, followUps } = refusal;
      const left = [
        ...mitigations.map((one) => `mitigation ${one} is in place`),
        ...followUps.map((one) => `follow-up ${one} is not done`),
      ];
      const ways = [
        ...(mitigations[0] === undefined ? [] : [command(`mitigation ${name} removed ${mitigations[0]}`)]),
        ...(followUps[0] === undefined
          ? []
          : [command(`follow-up ${name} drop ${followUps[0]} because it goes on there`)]),
      ];
      return said(
        `Not merged: of ${name}, ${listed(left.slice(0, 20))}, and nobody would look after that any more.`,
        `Note it in ${into} and end it here first: ${listed(ways)}. Or merge the other way round: ${command(`merge ${into} into ${name}`)}`,
      );
    }
    case 'nothing-said':
      return said('Not stored: there is nothing to read in it.', 'Write at least a word.');
    case 'same-status':
      return said(
        `${incidentName(refusal.number)} is ${statusWords[refusal.status].toLowerCase()} already.`,
        `To say more about it: ${command(`update ${incidentName(refusal.number)} what you know by now`)}`,
      );
    case 'same-severity':
      return said(
        `${incidentName(refusal.number)} is ${severityName(refusal.severity)} already.`,
        'Nothing needs to be done.',
      );
    case 'only-by-name':
      return said(
        `${incidentName(refusal.number)} is private: only people can be asked to join, by name.`,
        `For example ${command(`page ${incidentName(refusal.number)} @somebody`)}. They may know of it from then on.`,
      );
    case 'already-acknowledged':
      return said(
        `${incidentName(refusal.number)} was acknowledged already, by ${mention(refusal.by)}.`,
        `To take it over: ${command(`assign ${incidentName(refusal.number)} commander me`)}`,
      );
    case 'acknowledged-before':
      return said(
        `You acknowledged ${incidentName(refusal.number)} already, ${when(refusal.at)}.`,
        `Say what you find: ${command(`update ${incidentName(refusal.number)} what you know by now`)}`,
      );
    case 'next-update-time':
      return said(
        'Not stored: the next update must be promised for a moment to come, within a week.',
        `For example: ${command(`update ${incidentName(refusal.number)} we are rolling back. In 15m`)}`,
      );
    case 'no-such-mitigation':
      return said(
        `${incidentName(refusal.number)} has no mitigation ${refusal.mitigation} in place.`,
        `Those in place are on its card, and here: ${command(`show ${incidentName(refusal.number)}`)}`,
      );
    case 'no-address':
      return said(
        'Not linked: this is neither an address nor an incident.',
        `For example: ${command(`link ${incidentName(refusal.number)} https://grafana.example/d/api the dashboard`)}`,
      );
    case 'already-there':
      return said(`${incidentName(refusal.number)} says so already.`, 'Nothing needs to be done.');
    case 'not-there':
      return said(
        `${incidentName(refusal.number)} does not say so, so there is nothing to take away.`,
        `What it says: ${command(`show ${incidentName(refusal.number)}`)}`,
      );
    case 'too-many':
      return said(
        `Not stored: ${incidentName(refusal.number)} holds ${refusal.most} of these already, as many as it can.`,
        `Put it on the timeline instead: ${command(`note ${incidentName(refusal.number)} what people should know`)}`,
      );
    case 'itself':
      return said(`That is ${incidentName(refusal.number)} itself.`, 'Name the other one.');
    case 'cannot-merge':
      return said(
        `Not done: ${refusal.why === 'drill' ? 'one of them is a drill' : 'one of them is private'}, the other is not.`,
        refusal.why === 'drill'
          ? `Exercises are left out of the figures, so they stay apart. If this one was none: ${command(`cancel ${incidentName(refusal.number)} because it is no drill`)}, and declare it again.`
          : 'What few know of would be known to all. Tell its members in its own channel instead.',
      );
    case 'into-resolved': {
      const [name, into] = [incidentName(refusal.number), incidentName(refusal.into)];
      return said(
        `Not merged: ${into} is resolved, and ${name} would be over with it.`,
        `If it is back, reopen it first: ${command(`reopen ${into} because ${name} is the same`)}. If they only have to do with each other: ${command(`link ${name} ${into}`)}`,
      );
    }
    case 'already-member':
      return said(
        `You are a member of ${incidentName(refusal.number)} already.`,
        `See ${command(`show ${incidentName(refusal.number)}`)}`,
      );
    case 'not-private':
      return said(
        `${incidentName(refusal.number)} is not private: everybody may look at it.`,
        `See ${command(`show ${incidentName(refusal.number)}`)}`,
      );
    case 'nobody-asks':
      return said('This was answered already.', 'Who asks for access, and what came of it, is on the timeline.');
    case 'not-a-responder':
      return said(
        `${mention(refusal.person)} can take no part in this: guests, bots, deactivated accounts and people of other companies cannot use me.`,
        'Name a member of this workspace.',
      );
    case 'no-channel-yet':
      return said(
        `${incidentName(refusal.number)} has no channel yet to put the files into.`,
        `Try again once it is open. Meanwhile: ${command(`timeline ${incidentName(refusal.number)}`)}`,
      );
    case 'no-such-service':
      return said(
        `The policy knows no service called ${inline(refusal.service, 75)}.`,
        `See which there are: ${code('/apgms service list')}`,
      );
  }
}

function overWords(incident: Incident | null): string {
  return incident?.endedAt ? statusWords[incident.status].toLowerCase() : 'closed or cancelled';
}

function said(stopped: string, next: string): Explanation {
  return { stopped, rule: null, next };
}

function command(text: string): string {
  return code(`/apgms incident ${text}`);
}
