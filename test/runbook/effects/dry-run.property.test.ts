import fc from 'fast-check';
import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { holds, readCondition } from '../../../lib/runbook/document/condition';
import type { RunbookDocument } from '../../../lib/runbook/document/document';
import { substitute } from '../../../lib/runbook/document/references';
import { branchOf, edgesOf, type EdgeReason } from '../../../lib/runbook/document/step-graph';
import { proveDryRun } from '../../../lib/runbook/effects/dry-run';
import { apiStep, documentWith, DRY_RUN_PARAMETER } from './documents';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const name = fc.constantFrom(...NAMES);
const detour = fc.oneof(
  fc.constantFrom('Abort'),
  name.map((step) => `step:${step}`),
);

const comparison: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ Variable: fc.constant('{{ DryRun }}'), BooleanEquals: fc.boolean() }),
  fc.record({ Variable: fc.constant('{{ Other }}'), BooleanEquals: fc.boolean() }),
);
const condition: fc.Arbitrary<JsonObject> = fc.letrec<{ tree: JsonObject }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    comparison,
    fc.array(tie('tree'), { minLength: 1, maxLength: 2 }).map((And) => ({ And })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 2 }).map((Or) => ({ Or })),
    tie('tree').map((Not) => ({ Not })),
  ),
})).tree;

const keys = fc.record({ onFailure: detour, onCancel: detour, nextStep: name, isEnd: fc.boolean() }, { requiredKeys: [] });
const step: fc.Arbitrary<(own: string) => JsonObject> = fc.oneof(
  keys.map((rest) => (own: string) => apiStep(own, 'lambda', 'GetAlias', {}, rest as JsonObject)),
  keys.map((rest) => (own: string) => apiStep(own, 'lambda', 'UpdateAlias', {}, rest as JsonObject)),
  fc
    .tuple(fc.array(fc.tuple(name, condition), { minLength: 1, maxLength: 2 }), fc.option(name, { nil: undefined }))
    .map(([choices, otherwise]) => (own: string): JsonObject => ({
      name: own,
      action: 'aws:branch',
      inputs: { Choices: choices.map(([NextStep, each]) => ({ NextStep, ...each })), ...(otherwise !== undefined && { Default: otherwise }) },
    })),
);
const document = fc.tuple(...NAMES.map(() => step)).map((steps) =>
  documentWith(
    steps.map((make, index) => make(NAMES[index]!)),
    DRY_RUN_PARAMETER,
  ),
);

/** The steps of one run: what happens in each is drawn, branches find what they find. */
function run({ steps }: RunbookDocument, values: JsonObject, happens: readonly EdgeReason[]): readonly string[] {
  const visited: string[] = [];
  let index = 0;
  for (const happening of happens) {
    const at = steps[index];
    if (at === undefined) break;
    visited.push(at.name);
    const choice = branchOf(at)?.choices.findIndex(({ written }) =>
      holds(readCondition(written), (value) => substitute(value, (reference) => values[reference])),
    );
    const edges = edgesOf(at, steps[index + 1]?.name);
    const found = edges.find(({ reason, choice: number }) =>
      choice === undefined || choice < 0 ? reason === 'otherwise' || reason === 'success' : number === choice,
    );
    const to = (edges.find(({ reason }) => reason === happening && happening !== 'success') ?? found)?.to;
    index = steps.findIndex((each) => each.name === to);
  }
  return visited;
}

test('no run whose DryRun is true comes to a write that the proof does not name, and none whose DryRun is false to one it does not know', () => {
  const happens = fc.array(fc.constantFrom<EdgeReason>('success', 'success', 'failure', 'cancel'), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(document, happens, fc.boolean(), (each, happened, Other) => {
      const { violations, writes } = proveDryRun(each, () => undefined);
      const isWrite = (visited: string) => each.steps.find((one) => one.name === visited)!.inputs.Api === 'UpdateAlias';
      const inDryRun = run(each, { DryRun: true, Other }, happened).filter(isWrite);
      expect(violations.map((violation) => violation.step)).toEqual(expect.arrayContaining(inDryRun));
      expect(writes).toEqual(expect.arrayContaining(run(each, { DryRun: false, Other }, happened).filter(isWrite)));
    }),
    { numRuns: 100, seed: 10 },
  );
});
