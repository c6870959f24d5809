import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';

export type Path = readonly PropertyKey[];

export interface Problem {
  readonly path: Path;
  /** Ends the sentence that begins with the path. */
  readonly text: string;
  readonly line: number;
}

/** A YAML file: its content, what is wrong with it as YAML, and where its keys stand. */
export interface PolicyDocument {
  /** With the variables filled in. */
  readonly content: unknown;
  /** As it stands in the file: safe to quote, where a variable's value may be a secret. */
  readonly written: unknown;
  /** Wrong YAML. Where there is any, the content cannot be trusted. */
  readonly syntax: readonly Problem[];
  /** Variables that may not be referred to, or are not set. */
  readonly variables: readonly Problem[];
  /** Line of the key or item at `path`, or of the nearest one above it that exists. */
  lineOf(path: Path): number;
}

/** One wrong bracket makes hundreds; the first ones tell. */
const mostSyntaxProblems = 5;

/** Reads YAML 1.2. `${APGMS_VAR_X}` inside values is replaced from `vars`. Never throws. */
export function readDocument(text: string, vars: Readonly<Record<string, string>>): PolicyDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = [...document.errors, ...document.warnings]
    .map(({ message, pos }) => ({ path: [], text: message, line: lines.linePos(pos[0]).line }))
    .filter(({ line }, index, all) => all.findIndex((other) => other.line === line) === index)
    .slice(0, mostSyntaxProblems);
  if (syntax.length > 0) return { content: null, written: null, syntax, variables: [], lineOf: () => 1 };
  const written: unknown = document.toJS();
  const variables = fillIn(document, vars, (offset) => lines.linePos(offset).line);
  return {
    content: document.toJS(),
    written,
    syntax,
    variables,
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line,
  };
}

function fillIn(document: Document, vars: Readonly<Record<string, string>>, lineAt: (offset: number) => number) {
  const problems: Problem[] = [];
  visit(document, {
    Scalar(key, node) {
      const { value } = node;
      if (key === 'key' || typeof value !== 'string') return;
      const complain = (text: string) => {
        problems.push({ path: [], text, line: lineAt(node.range?.[0] ?? 0) });
        return '';
      };
      node.value = value.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
        if (!name.startsWith('APGMS_VAR_'))
          return complain(`\${${name}}: only variables named APGMS_VAR_… can be used here`);
        return vars[name] ?? complain(`\${${name}} is not set; set ${name} in the environment`);
      });
    },
  });
  return problems;
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = start(node);
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = start(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step];
      offset = start(node);
    } else break;
  }
  return offset;
}

function start(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}
