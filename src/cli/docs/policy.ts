import { z } from 'zod';

/** What is read of a JSON Schema; `unknown` within, parsed a level at a time. */
const schemaNode = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
});
type Node = z.infer<typeof schemaNode>;

/** A row for each thing that can be said in the policy file: its key, the shape of its value, what it is. */
export function policyRows(schema: unknown): readonly Row[] {
  return rowsOf('', schemaNode.parse(schema), true);
}

type Row = readonly [key: string, value: string, what: string];

function rowsOf(key: string, node: Node, required: boolean): readonly Row[] {
  const what = node.description ?? '';
  const optional = required ? '' : ', may be left out';
  const maybe = orNull(node);
  if (maybe !== null) {
    const rows = rowsOf(key, { ...maybe, description: node.description ?? maybe.description }, required);
    return rows.map(([name, value, why]) => [name, `${value}, or \`null\`: none`, why]);
  }
  const { value: rule, from, ...others } = node.properties;
  if (rule !== undefined && from !== undefined) {
    const inner = schemaNode.parse(rule);
    const said = what || (inner.description ?? '');
    return [[code(key), `rule: ${shapeOf(inner)}${optional}`, said], ...membersOf(key, node, others)];
  }
  const item = node.items === undefined ? null : schemaNode.parse(node.items);
  if (item?.type === 'object') return rowsOf(`${key}[]`, { ...item, description: item.description ?? what }, required);
  if (node.type !== 'object') return [[code(key), `${shapeOf(node)}${optional}`, what]];
  const own: Row = [code(key), `${node.additionalProperties ? 'by name' : ''}${optional}`, what];
  return [...(what === '' ? [] : [own]), ...insideOf(key, node)];
}

function insideOf(key: string, node: Node): readonly Row[] {
  const any = schemaNode.safeParse(node.additionalProperties);
  return [...membersOf(key, node, node.properties), ...(any.success ? rowsOf(`${key}.<id>`, any.data, true) : [])];
}

/** Members that look alike are one row: `severities.{sev1, sev2}`. `from` is the same everywhere, and said once. */
function membersOf(key: string, { required }: Node, members: Readonly<Record<string, unknown>>) {
  const alike = Object.entries(
    Object.groupBy(
      Object.keys(members).filter((name) => name !== 'from'),
      (name) => JSON.stringify(members[name]),
    ),
  );
  return alike.flatMap(([text, names = []]) => {
    const name = names.length === 1 ? `${names[0]}` : `{${names.join(', ')}}`;
    const prefix = key === '' ? '' : `${key}.`;
    return rowsOf(`${prefix}${name}`, schemaNode.parse(JSON.parse(text)), required.includes(names[0] ?? ''));
  });
}

/** What a value looks like, in a few words. */
function shapeOf(node: Node): string {
  if (node.enum) return node.enum.map(code).join(' or ');
  if (node.items !== undefined) return `list of: ${shapeOf(schemaNode.parse(node.items))}`;
  if (node.type === 'integer' || node.type === 'number') return 'number';
  if (node.type === 'boolean') return '`true` or `false`';
  if (node.type === 'string') return formats[node.format ?? ''] ?? 'text';
  return node.anyOf.map((one) => shapeOf(schemaNode.parse(one))).join(' or ');
}

const formats: Readonly<Record<string, string>> = { email: 'e-mail', date: 'date', uri: 'address' };

function orNull({ anyOf }: Node): Node | null {
  const nodes = anyOf.map((one) => schemaNode.parse(one));
  const others = nodes.filter(({ type }) => type !== 'null');
  return others.length === 1 && nodes.length === 2 ? (others[0] ?? null) : null;
}

function code(text: string): string {
  return `\`${text}\``;
}
