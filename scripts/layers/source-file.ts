/** What the layer rules have to know of a source file, read with a parser: text in strings and comments is no import. */

import { parseSync } from '@swc/core';

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Every module it names: static, for types only, for effects only, re-exported, dynamic, required, in a type. */
  readonly imports: readonly string[];
  /** Where it asks the machine: `new Date()`, `Math.random`, `process.env`, … A comment that silences the linter hides none. */
  readonly machineReads: readonly string[];
}

interface Node {
  readonly type?: string;
  readonly source?: Node;
  readonly argument?: Node;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly arguments?: readonly { readonly expression: Node }[] | null;
  readonly expression?: Node;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly cooked?: string }[];
}

const MACHINE_OBJECTS: ReadonlySet<string> = new Set(['process', 'console']);
const MACHINE_MEMBERS: ReadonlySet<string> = new Set(['Date.now', 'Math.random', 'performance.now']);

/** Reads a TypeScript file. Throws when it is none. */
export function readSourceFile(path: string, text: string): SourceFile {
  const imports: string[] = [];
  const machineReads: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      const specifier = importedBy(value as Node);
      if (specifier !== undefined) imports.push(specifier);
      const read = machineRead(value as Node);
      if (read !== undefined) machineReads.push(read);
    }
    Object.values(value).forEach(visit);
  };
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022', decorators: true }));
  return { path, imports, machineReads };
}

function importedBy(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return textOf(node.source);
    case 'TsImportType':
      return textOf(node.argument);
    case 'TsExternalModuleReference':
      return textOf(node.expression);
    case 'CallExpression':
      return isImporter(node.callee) ? textOf(node.arguments?.[0]?.expression) : undefined;
    default:
      return undefined;
  }
}

/** `import(…)` and `require(…)`. */
function isImporter(callee: Node | undefined): boolean {
  return callee?.type === 'Import' || (callee?.type === 'Identifier' && callee.value === 'require');
}

function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return String(node.value);
  return node?.type === 'TemplateLiteral' && node.quasis?.length === 1 ? node.quasis[0]!.cooked : undefined;
}

function machineRead(node: Node): string | undefined {
  if (node.type === 'MemberExpression' && node.object?.type === 'Identifier') {
    const [object, property] = [String(node.object.value), String(node.property?.value)];
    return MACHINE_OBJECTS.has(object) || MACHINE_MEMBERS.has(`${object}.${property}`) ? `${object}.${property}` : undefined;
  }
  if (node.callee?.type !== 'Identifier' || node.callee.value !== 'Date') return undefined;
  if (node.type === 'CallExpression') return 'Date()';
  return node.type === 'NewExpression' && (node.arguments ?? []).length === 0 ? 'new Date()' : undefined;
}
