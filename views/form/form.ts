/** One thing to choose. At most 75 characters each. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
}

interface Common {
  /** Its name in a submitted form. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Default: it may be left empty. */
  readonly required?: boolean;
}

/** One field of a form, as data. */
export type Field = Common &
  (
    | { readonly kind: 'text'; readonly lines: 'one' | 'many'; readonly example?: string }
    /** `chosen`: what it holds where nothing is known yet. */
    | { readonly kind: 'choice'; readonly choices: readonly Choice[]; readonly chosen?: string }
    | { readonly kind: 'ticks'; readonly choices: readonly Choice[] }
    /** Somebody of the workspace: a Slack user id. */
    | { readonly kind: 'person' }
    /** A day and a time, picked in the reader's own time zone. */
    | { readonly kind: 'moment' }
    /** A day, `YYYY-MM-DD`. */
    | { readonly kind: 'day' }
    /** An incident the reader may know of: its number. `open`: none that is over. */
    | { readonly kind: 'incident'; readonly open?: boolean }
  );

/** A form as data: what is asked, whatever it is about. */
export interface FormDefinition {
  /** `callback_id` of the modal. */
  readonly id: string;
  /** At most 24 characters, as is `submit`. */
  readonly title: string;
  /** What its title says before the incident, where that is known: `Update` of INC-42. */
  readonly about?: string;
  readonly submit: string;
  /** What closes it and does nothing, as short; default: `Cancel`. */
  readonly close?: string;
  /** What the field says that asks which incident, where that is not known. */
  readonly whichIncident?: string;
  /** Of what is over nothing like this is done: that field offers none of it. */
  readonly onlyOpen?: true;
  readonly fields: readonly Field[];
}

/** What the fields hold when the form opens, by their ids: text, a choice, ticks, a person, a moment (ms), an incident's number. What it does not offer is left out. */
export type FormValues = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

/** `action_id` of the menus that offer incidents as somebody types. */
export const incidentMenuId = 'incident.menu';
export const openIncidentMenuId = 'incident.menu.open';

/** The field that asks which incident, where that is not known. */
export const incidentFieldId = 'incident';
