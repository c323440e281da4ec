import { allSteps, type DocumentPath, type RunbookDocument } from '../../../lib/runbook/document/document';
import { readRunbookDocument } from '../../../lib/runbook/document/read-document';

const locate = (path: DocumentPath) => ({ file: 'document.yaml', path: path.join('.') });

function read(value: unknown): RunbookDocument {
  const result = readRunbookDocument(value, locate);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return result.document;
}

function problemsOf(value: unknown): readonly string[] {
  const result = readRunbookDocument(value, locate);
  return 'problems' in result ? result.problems.map(({ code, where }) => `${code} ${where.path}`) : [];
}

const STEP = { name: 'look', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'DescribeOpsItems' } };
const document = (changes: object) => ({ schemaVersion: '0.3', mainSteps: [STEP], ...changes });

test('a step has the defaults of Automation', () => {
  expect(read(document({})).steps[0]).toEqual({
    name: 'look',
    action: 'aws:executeAwsApi',
    description: undefined,
    inputs: { Service: 'ssm', Api: 'DescribeOpsItems' },
    outputs: [],
    maxAttempts: 1,
    timeoutSeconds: undefined,
    onFailure: { kind: 'abort' },
    onCancel: { kind: 'abort' },
    isCritical: true,
    isCriticalStated: false,
    isEnd: false,
    nextStep: undefined,
    steps: [],
    unknownKeys: [],
    path: ['mainSteps', 0],
  });
});

test('a step that goes on after a failure is not critical unless it says so', () => {
  const critical = (changes: object) => read(document({ mainSteps: [{ ...STEP, ...changes }] })).steps[0]!.isCritical;
  expect([critical({ onFailure: 'Continue' }), critical({ onFailure: 'Continue', isCritical: true }), critical({ onFailure: 'step:x' })]).toEqual([
    false,
    true,
    true,
  ]);
  expect(critical({ isCritical: false })).toBe(false);
});

test('detours name their step, numbers and flags may be texts, as public documents write them', () => {
  const [step] = read(document({ mainSteps: [{ ...STEP, onFailure: 'step: undo', onCancel: 'step:undo', timeoutSeconds: '600', isEnd: 'true' }] })).steps;
  expect(step).toMatchObject({ onFailure: { kind: 'step', step: 'undo' }, onCancel: { kind: 'step', step: 'undo' }, timeoutSeconds: 600, isEnd: true });
});

test('the steps of a loop are steps, and not inputs', () => {
  const loop = { name: 'each', action: 'aws:loop', inputs: { Iterators: '{{ Names }}', Steps: [STEP] } };
  const { steps } = read(document({ mainSteps: [loop] }));
  expect(steps[0]!.inputs).toEqual({ Iterators: '{{ Names }}' });
  expect(allSteps(steps).map(({ name }) => name)).toEqual(['each', 'look']);
});

test('a picker is the text, or the list, that it picks', () => {
  const { parameters } = read(document({ parameters: { Role: { type: 'AWS::IAM::Role::Arn' }, Hosts: { type: 'List<AWS::EC2::Instance::Id>' } } }));
  expect(parameters.map(({ type, writtenType }) => [type, writtenType])).toEqual([
    ['String', 'AWS::IAM::Role::Arn'],
    ['StringList', 'List<AWS::EC2::Instance::Id>'],
  ]);
});

test('what has no meaning is kept by name', () => {
  const { unknownKeys, steps } = read(document({ mainStep: [], mainSteps: [{ ...STEP, onfailure: 'Abort' }] }));
  expect([unknownKeys, steps[0]!.unknownKeys]).toEqual([['mainStep'], ['onfailure']]);
});

test.each<[string, unknown, readonly string[]]>([
  ['no map', 'text', ['RUN011 ', 'RUN010 schemaVersion', 'RUN011 mainSteps']],
  ['no steps', { schemaVersion: '0.3' }, ['RUN011 mainSteps']],
  ['a step without a name', document({ mainSteps: [{ action: 'aws:sleep' }] }), ['RUN010 mainSteps.0.name']],
  ['a type that there is not', document({ parameters: { A: { type: 'Number' } } }), ['RUN012 parameters.A.type']],
  [
    'a detour that there is not',
    document({ mainSteps: [{ ...STEP, onFailure: 'Retry', onCancel: 'Continue' }] }),
    ['RUN012 mainSteps.0.onFailure', 'RUN012 mainSteps.0.onCancel'],
  ],
  ['inputs that are a list', document({ mainSteps: [{ ...STEP, inputs: [] }] }), ['RUN011 mainSteps.0.inputs']],
  ['an output without a selector', document({ mainSteps: [{ ...STEP, outputs: [{ Name: 'A', Type: 'String' }] }] }), ['RUN010 mainSteps.0.outputs.0.Selector']],
])('%s is reported, all of it', (_, value, problems) => expect(problemsOf(value)).toEqual(problems));
