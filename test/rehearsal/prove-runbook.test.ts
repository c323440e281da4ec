import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { proveRunbook, type RunbookProof } from '../../lib/rehearsal/prove-runbook';
import { caseOf, CHANGE, CHOOSE, libraryWith, READ, REPORT, runbookOf } from './runbooks';

const LIVE = caseOf({ id: 'live', parameters: { DryRun: ['false'] } });

async function prove(
  steps: readonly JsonObject[],
  cases = [caseOf(), LIVE],
  others: readonly (readonly [string, readonly JsonObject[]])[] = [],
): Promise<RunbookProof> {
  const runbook = runbookOf('proven', steps);
  return proveRunbook(libraryWith([runbook, ...others.map(([name, its]) => runbookOf(name, its))]), runbook, cases, undefined);
}

test('a dry run changes nothing, whatever DryRun is said to be and whatever fails, and the change path is reached (000-15)', async () => {
  const proof = await prove([READ, CHOOSE, REPORT, CHANGE]);
  expect(proof).toMatchObject({ violations: [], unknown: [], unreached: [], writes: ['change'] });
  // The cases are one when dry: four values of DryRun, with one of which three calls (start, role, alias) fail in three ways; and both as they are.
  expect(proof.runs).toBe(4 + 3 * 3 + 2);
  expect(proof.dryCalls).toBeGreaterThan(5);
});

test('a proof without a case that changes something is empty, and says so', async () => {
  expect((await prove([READ, CHOOSE, REPORT, CHANGE], [caseOf()])).unreached).toEqual(['change']);
});

describe('what would change something in a dry run is caught and named', () => {
  test.each<[string, readonly JsonObject[], RegExp]>([
    ['a write before the branch', [{ ...CHANGE, name: 'early', isEnd: false }, READ, CHOOSE, REPORT, CHANGE], /early mutates .*lambda:UpdateAlias/],
    [
      'an inverted branch',
      [READ, { ...CHOOSE, inputs: { Choices: [{ NextStep: 'change', Variable: '{{ DryRun }}', BooleanEquals: true }], Default: 'report' } }, REPORT, CHANGE],
      /change mutates .*reached by read, choose/,
    ],
    [
      'a write after a failed read',
      [{ ...READ, onFailure: 'step:change' }, CHOOSE, REPORT, CHANGE],
      /failing with ThrottlingException: lambda:UpdateAlias was called/,
    ],
    [
      'a wait whose operation writes',
      [
        {
          name: 'wait',
          action: 'aws:waitForAwsResourceProperty',
          inputs: {
            Service: 'lambda',
            Api: 'UpdateAlias',
            FunctionName: 'worker',
            Name: 'live',
            FunctionVersion: '7',
            PropertySelector: '$.Name',
            DesiredValues: ['live'],
          },
        },
        READ,
        CHOOSE,
        REPORT,
        CHANGE,
      ],
      /wait mutates/,
    ],
  ])('%s', async (_, steps, message) => {
    expect((await prove(steps)).violations).toContainEqual(expect.stringMatching(message));
  });

  test('a child automation without DryRun', async () => {
    const start = (parameters: JsonObject): JsonObject => ({
      name: 'start',
      action: 'aws:executeAutomation',
      inputs: { DocumentName: 'edi-prod-child', ...parameters },
    });
    const child = ['child', [{ ...CHANGE, name: 'childChange' }]] as const;
    const { violations } = await prove([start({}), READ, CHOOSE, REPORT, CHANGE], undefined, [child]);
    expect(violations).toContainEqual(expect.stringMatching(/start mutates/));
    expect(violations).toContainEqual(expect.stringMatching(/lambda:UpdateAlias was called/));
  });

  test('a script that may write is not proven', async () => {
    const script = {
      name: 'script',
      action: 'aws:executeScript',
      inputs: { Runtime: 'python3.11', Handler: 'main', Script: 'import boto3\ndef main(e, c):\n  return getattr(boto3.client(e), e)()' },
    };
    const { violations, unknown } = await prove([script, READ, CHOOSE, REPORT, CHANGE]);
    expect([...violations, ...unknown]).toContainEqual(expect.stringMatching(/script may mutate/));
  });
});
