import type { JsonValue } from '../aws/cloudformation/template';
import type { Outcome } from '../problems/problem';
import { STATED_KINDS } from '../simulator/services/stated/registry';
import type { StatedResource } from '../simulator/services/stated/stated-resources';
import type { CaseRun } from './run-case';
import type { RunbookCase } from './runbook-case';

/** What a case came to. */
export interface CaseVerdict {
  readonly outcome: Outcome;
  /** What is other than expected, a sentence each. */
  readonly differences: readonly string[];
  /** What nobody can tell. */
  readonly unknown: readonly string[];
}

/** Compares a run with what its case expects. */
export function judgeCase({ expect, kind }: RunbookCase, run: CaseRun): CaseVerdict {
  if (run.unknown !== undefined) return { outcome: 'could not tell', differences: [], unknown: [run.unknown] };
  const writes = run.calls.filter(({ effect }) => effect === 'mutates').map(({ operation }) => operation);
  const reads = [...new Set(run.calls.filter(({ effect }) => effect === 'reads').map(({ operation }) => operation))];
  const texts = run.steps.map(({ inputs }) => JSON.stringify(inputs));
  const differences = [
    ...different('status', run.status, expect.status, run.failure),
    ...different('writes', list(writes), list(expect.writes)),
    ...(expect.reads === undefined ? [] : different('reads', list(reads), list(expect.reads))),
    ...expect.says.filter((text) => !texts.some((shown) => shown.includes(JSON.stringify(text).slice(1, -1)))).map((text) => `no step says "${text}"`),
    ...Object.entries(expect.outputs).flatMap(([name, text]) => different(`output ${name}`, run.outputs[name] ?? 'none', text)),
    ...expect.after.flatMap((resource) => resourceDifferences(resource, run.after)),
    ...(kind === 'dry run' && writes.length > 0 ? [`a dry run changed something: ${writes.join(', ')}`] : []),
  ];
  return { outcome: differences.length > 0 ? 'failed' : 'passed', differences, unknown: [] };
}

function different(what: string, found: string, expected: string, why?: string): readonly string[] {
  if (found === expected) return [];
  return [`${what}: expected ${expected}, found ${found}${why === undefined ? '' : ` (${why})`}`];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

/** Without members: there is none of its kind. */
function resourceDifferences({ kind, members }: StatedResource, after: readonly StatedResource[]): readonly string[] {
  const ofKind = after.filter((resource) => resource.kind === kind);
  if (members === undefined) return ofKind.length === 0 ? [] : [`${kind}: expected none, found ${ofKind.length}`];
  const key = STATED_KINDS[kind]?.key ?? [];
  const name = `${kind} ${key.map((member) => String(members[member])).join(' ')}`;
  const found = ofKind.find((resource) => key.every((member) => same(resource.members?.[member], members[member])));
  if (found === undefined) return [`${name}: expected to be there, found none`];
  return Object.entries(members)
    .filter(([member, value]) => !same(found.members?.[member], value))
    .map(([member, value]) => `${name}: ${member}: expected ${JSON.stringify(value)}, found ${JSON.stringify(found.members?.[member])}`);
}

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
