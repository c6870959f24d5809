import { checks } from '#src/cli/doctor/index.ts';
import { type Check, type Finding, type Patient, wrong } from './check.ts';

/** What one check found. */
export interface Section {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Looks at everything at once, and tells it in the order of the list. One check that fails leaves the others alone. */
export async function* examine(patient: Patient): AsyncGenerator<Section> {
  const looks = checks.map((check) => look(check, patient));
  for (const one of looks) yield await one;
}

async function look(check: Check, patient: Patient): Promise<Section> {
  const findings = await check.look(patient).catch((error: unknown) => {
    // Its message may quote anything.
    const kind = error instanceof Error ? error.name : typeof error;
    return [wrong(`The doctor failed at this (${kind}): a bug of ours, please report it.`)];
  });
  return { name: check.name, findings };
}

/** `wrong        rooms: There is no channel …` */
export function linesOf({ name, findings }: Section): readonly string[] {
  return findings.map(({ state, text }) => `${labels[state].padEnd(9)}${name}: ${oneLine(text)}`);
}

const labels: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok',
  warning: 'warning',
  wrong: 'wrong',
  'not checked': '-',
};

/** How it all went, in a sentence. */
export function closingLine(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
  const [errors, warnings, open] = [count('wrong'), count('warning'), count('not checked')];
  const rest = [...(warnings > 0 ? [`${warnings} to think about`] : []), ...(open > 0 ? [`${open} not checked`] : [])];
  if (errors === 0) return ['Nothing is wrong', ...rest].join(', ').concat('.');
  return `${[`${errors} wrong`, ...rest].join(', ')}. Mend from the top, and type \`npm run doctor\` again.`;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
