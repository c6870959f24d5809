import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import type { LoadedPolicy, Policy } from './domain/policy.ts';
import { ConfigError } from './errors.ts';
import { type PolicyDocument, readDocument } from './policy/document.ts';
import { type Finding, findingsOf, pathText } from './policy/problems.ts';
import { brokenReferences } from './policy/references.ts';
import { policySchema } from './policy/schema.ts';

export { policyJsonSchema } from './policy/schema.ts';

/** A policy with the text it was read from, as written: variables stand there by name, not by value. */
export interface PolicyFile extends LoadedPolicy {
  readonly text: string;
}

export interface PolicySource {
  readonly path: string;
  /** Values of `${APGMS_VAR_…}`, by their whole name. */
  readonly vars: Readonly<Record<string, string>>;
}

/** Reads the policy file. Throws one `ConfigError` with everything that is wrong in it, each with its line. */
export async function loadPolicy(source: PolicySource): Promise<PolicyFile> {
  const text = await readFile(source.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const problem = `${source.path}: cannot be read (${error.code}); APGMS_CONFIG names the policy file, such as apgms.yaml`;
    throw new ConfigError([problem]);
  });
  return policyFromText(text, source);
}

/** As `loadPolicy`, from a text at hand; `path` is only named in problems. */
export function policyFromText(text: string, { path, vars }: PolicySource): PolicyFile {
  const document = readDocument(text, vars);
  const policy = document.syntax.length > 0 ? null : policySchema.safeParse(document.content);
  const problems = [
    ...document.syntax,
    ...document.variables,
    ...(policy ? findings(document, policy) : [])
      .map((finding) => ({ ...finding, line: document.lineOf(finding.path) }))
      // What an unset variable leaves behind is not a second mistake.
      .filter(({ line }) => !document.variables.some((variable) => variable.line === line)),
  ];
  if (problems.length > 0 || !policy?.success) {
    const sorted = problems.toSorted((a, b) => a.line - b.line);
    throw new ConfigError(
      sorted.map((one) => [`${path}:${one.line}`, pathText(one.path), one.text].filter(Boolean).join(': ')),
    );
  }
  return { ...policy.data, hash: createHash('sha256').update(text).digest('hex'), text };
}

/** What does not fit the schema, and what is broken between the sections that do. What is right, as nearly every start finds it, is read once only. */
function findings({ content, written }: PolicyDocument, read: z.ZodSafeParseResult<Policy>): readonly Finding[] {
  if (read.success) return brokenReferences(read.data);
  const { issues } = read.error;
  const wrong = new Set(issues.flatMap(({ path }) => path.slice(0, 1)));
  const sound =
    typeof content === 'object' ? Object.entries(content ?? {}).filter(([section]) => !wrong.has(section)) : [];
  const known = sound.filter(([section]) => section in policySchema.shape);
  const sections = policySchema.partial().parse(Object.fromEntries(known));
  return [...findingsOf(issues, written), ...brokenReferences(sections)];
}
