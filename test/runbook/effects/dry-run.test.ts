import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import type { RunbookDocument } from '../../../lib/runbook/document/document';
import { proveDryRun, violationText, type DocumentOf } from '../../../lib/runbook/effects/dry-run';
import { apiStep, documentWith, DRY_RUN_PARAMETER, dryRunBranch } from './documents';

const READ = apiStep('read', 'lambda', 'GetAlias', { FunctionName: 'edi', Name: 'live' });
const CHANGE = apiStep('change', 'lambda', 'UpdateAlias', { FunctionName: 'edi', Name: 'live' }, { onFailure: 'step:undo' });
const VERIFY = apiStep('verify', 'lambda', 'GetAlias', { FunctionName: 'edi', Name: 'live' }, { isEnd: true });
const UNDO = apiStep('undo', 'lambda', 'PutFunctionConcurrency', { FunctionName: 'edi' }, { isEnd: true });
const REPORT = { name: 'report', action: 'aws:sleep', inputs: { Duration: 'PT1S' }, isEnd: true };
/** Read, branch, change and verify, or report; a failed change is undone. */
const SAFE: readonly JsonObject[] = [READ, dryRunBranch('change', 'report'), CHANGE, VERIFY, UNDO, REPORT];

const noDocuments: DocumentOf = () => undefined;
const prove = (steps: readonly JsonObject[], documentOf = noDocuments, parameters: JsonObject = DRY_RUN_PARAMETER) =>
  proveDryRun(documentWith(steps, parameters), documentOf);
const violations = (steps: readonly JsonObject[], documentOf?: DocumentOf) => prove(steps, documentOf).violations.map(violationText);
const WRITE = 'lambda:UpdateAlias is a write: lambda:UpdateAlias is of access level Write';

test('a dry run (000-15) behind a fail-safe branch only reads, and the change comes to every write', () => {
  expect(prove(SAFE)).toEqual({ faults: [], violations: [], writes: ['change', 'undo'], unreached: [] });
});

test('sabotage: a write before the branch', () => {
  expect(violations([{ ...CHANGE, name: 'early', onFailure: 'Abort' }, ...SAFE])).toEqual([`early mutates (${WRITE}); reached by early`]);
});

test('sabotage: an inverted branch', () => {
  const inverted = dryRunBranch('report', 'change', { Variable: '{{ DryRun }}', BooleanEquals: false });
  expect(violations([READ, inverted, ...SAFE.slice(2)])).toEqual([
    `change mutates (${WRITE}); reached by read, decide (otherwise), change`,
    expect.stringMatching(/^undo mutates .*; reached by read, decide \(otherwise\), change \(failure\), undo$/),
  ]);
  expect(prove([READ, inverted, ...SAFE.slice(2)])).toMatchObject({ writes: [], unreached: ['change', 'undo'] });
});

test('sabotage: a branch whose default is the change', () => {
  const open = dryRunBranch('report', 'change', { Variable: '{{ DryRun }}', BooleanEquals: true });
  expect(prove([READ, open, ...SAFE.slice(2)]).violations.map(({ step }) => step)).toEqual(['change', 'undo']);
});

test('sabotage: a branch that is left open behind', () => {
  const { Default: _, ...inputs } = dryRunBranch('change', 'report').inputs as JsonObject;
  expect(prove([READ, { ...dryRunBranch('change', 'report'), inputs }, ...SAFE.slice(2)]).violations.map(({ step }) => step)).toEqual(['change', 'undo']);
});

test('sabotage: a wait whose API writes', () => {
  const wait = { ...CHANGE, name: 'wait', action: 'aws:waitForAwsResourceProperty', onFailure: 'Abort' };
  const inputs = { ...(CHANGE.inputs as JsonObject), PropertySelector: '$.Name', DesiredValues: ['live'] };
  expect(violations([READ, { ...wait, inputs }, ...SAFE.slice(1)])).toEqual([`wait mutates (${WRITE}); reached by read, wait`]);
});

test('sabotage: a script that writes', () => {
  const Script = "import boto3\ndef run(events, context):\n  boto3.client('lambda').update_alias(Name='live')\n";
  const script = { name: 'look', action: 'aws:executeScript', inputs: { Runtime: 'python3.11', Handler: 'run', Script } };
  expect(violations([script, ...SAFE])).toEqual([`look mutates (${WRITE}); reached by look`]);
});

test('a script of which nothing is known may mutate', () => {
  const script = { name: 'look', action: 'aws:executeScript', inputs: { Runtime: 'python3.11', Handler: 'run', Attachment: 'a.zip' } };
  expect(violations([script, ...SAFE])).toEqual(['look may mutate (its script is an attachment); reached by look']);
});

const start = (inputs: JsonObject = {}, DocumentName = 'child') => ({ name: 'start', action: 'aws:executeAutomation', inputs: { DocumentName, ...inputs } });
const child =
  (document: RunbookDocument): DocumentOf =>
  (name) =>
    name === 'child' ? document : undefined;
const SAFE_CHILD = child(documentWith(SAFE, DRY_RUN_PARAMETER));
const passOn = { RuntimeParameters: { DryRun: ['{{ DryRun }}'] } };

test('sabotage: a child automation without DryRun', () => {
  expect(violations([start(), ...SAFE], SAFE_CHILD)).toEqual(['start mutates (it starts child without DryRun); reached by start']);
  expect(violations([start({ RuntimeParameters: { DryRun: 'false' } }), ...SAFE], SAFE_CHILD)).toEqual([
    'start mutates (it starts child with changes); reached by start',
  ]);
});

test('a child automation that is started as the same kind of run is a dry run in a dry run, and changes in the other', () => {
  expect(prove([start(passOn), REPORT], SAFE_CHILD)).toEqual({ faults: [], violations: [], writes: ['start'], unreached: [] });
  expect(prove([start({ RuntimeParameters: { DryRun: true } }), REPORT], SAFE_CHILD)).toMatchObject({ violations: [], writes: [] });
});

test('a child automation whose own dry run writes is no dry run', () => {
  const unsafe = child(documentWith([CHANGE, UNDO], DRY_RUN_PARAMETER));
  expect(violations([start(passOn), REPORT], unsafe)).toEqual([
    `start mutates (it starts child as a dry run: change mutates (${WRITE}); reached by change); reached by start`,
  ]);
  const lacking = child(documentWith(SAFE));
  expect(violations([start(passOn), REPORT], lacking)[0]).toMatch(/it has no parameter DryRun/);
});

test('a child automation that only reads needs no DryRun; one that is not known may mutate', () => {
  expect(violations([start(), REPORT], child(documentWith([READ])))).toEqual([]);
  expect(violations([start(), REPORT])[0]).toMatch(/^start may mutate \(nothing is known of the document child/);
  expect(violations([start({}, '{{ Document }}'), REPORT])[0]).toMatch(/only known in a run/);
  expect(violations([start({ DocumentVersion: '3', ...passOn }), REPORT], SAFE_CHILD)[0]).toMatch(/version 3 of child/);
});

test('documents that start each other end as unknown', () => {
  const circular = child(documentWith([start(passOn)], DRY_RUN_PARAMETER));
  expect(violations([start(passOn)], circular)[0]).toMatch(/^start may mutate .*within itself/);
});

test.each<[string, JsonObject]>([
  [
    'in an And',
    {
      And: [
        { Variable: '{{ read.Weight }}', NumericEquals: 0 },
        { Variable: '{{ DryRun }}', BooleanEquals: false },
      ],
    },
  ],
  ['in a Not of what is not false', { Not: { Not: { Variable: '{{DryRun}}', BooleanEquals: false } } }],
  ['in an Or of which all are false', { Or: [{ Variable: '{{ DryRun }}', BooleanEquals: false }] }],
])('the branch is fail-safe %s', (_, condition) => {
  expect(prove([READ, dryRunBranch('change', 'report', condition), ...SAFE.slice(2)])).toMatchObject({ violations: [], writes: ['change', 'undo'] });
});

test.each<[string, JsonObject]>([
  [
    'in an Or with another',
    {
      Or: [
        { Variable: '{{ read.Weight }}', NumericEquals: 0 },
        { Variable: '{{ DryRun }}', BooleanEquals: false },
      ],
    },
  ],
  ['on a text', { Variable: '{{ DryRun }}', StringEquals: 'false' }],
  ['against a text', { Variable: '{{ DryRun }}', BooleanEquals: 'false' }],
  ['on another parameter', { Variable: '{{ IsTrial }}', BooleanEquals: false }],
  ['inside a text', { Variable: 'is {{ DryRun }}', BooleanEquals: false }],
  ['that cannot be read', { Variable: '{{ DryRun }}', BooleanIs: false }],
])('the branch is not fail-safe %s', (_, condition) => {
  expect(prove([READ, dryRunBranch('change', 'report', condition), ...SAFE.slice(2)]).violations.map(({ step }) => step)).toEqual(['change', 'undo']);
});

test('failures, cancels and what stands in loops are ways like any other', () => {
  const failing = { ...READ, onFailure: 'step:change' };
  expect(violations([failing, ...SAFE.slice(1)])[0]).toMatch(/reached by read \(failure\), change$/);
  const cancelled = { ...READ, onCancel: 'step:undo' };
  expect(violations([cancelled, ...SAFE.slice(1)])).toEqual([expect.stringMatching(/reached by read \(cancel\), undo$/)]);
  const loop = { name: 'each', action: 'aws:loop', inputs: { Iterators: ['a'], Steps: [READ, { ...CHANGE, onFailure: 'Abort', isEnd: true }] } };
  expect(violations([loop, REPORT])).toEqual([`change mutates (${WRITE}); reached by each, read, change`]);
});

test('a write that no run comes to is named: of it nothing is shown', () => {
  expect(prove([READ, REPORT, CHANGE, UNDO])).toMatchObject({ violations: [], writes: [], unreached: ['change', 'undo'] });
});

test.each<[JsonObject, string]>([
  [{}, 'it has no parameter DryRun'],
  [{ DryRun: { type: 'Boolean', default: false } }, 'DryRun is false unless a start says otherwise'],
  [{ DryRun: { type: 'String', default: 'true' } }, 'DryRun is of type String: only a Boolean is false or not'],
])('with the parameters %j there is a fault', (parameters, fault) => expect(prove(SAFE, noDocuments, parameters).faults).toEqual([fault]));

test('a document that only reads needs no DryRun', () =>
  expect(prove([READ, REPORT], noDocuments, {})).toEqual({ faults: [], violations: [], writes: [], unreached: [] }));
