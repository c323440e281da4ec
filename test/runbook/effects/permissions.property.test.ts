import fc from 'fast-check';
import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { effectOfStep } from '../../../lib/runbook/effects/effect-of-step';
import { iamAction } from '../../../lib/runbook/effects/iam-action-data';
import { derivePermissions } from '../../../lib/runbook/effects/permissions';
import { operationsOf } from '../../../lib/runbook/operations/operation';
import { SERVICE_NAMES } from '../../../lib/runbook/operations/service-names';
import { apiStep, documentWith } from './documents';

const SCOPE = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };
const CALLS = SERVICE_NAMES.flatMap(({ name, boto3 }) => operationsOf(name).map((api) => ({ service: boto3, api })));
const MEMBERS: JsonObject = { FunctionName: '{{ Name }}', Role: 'arn:aws:iam::111122223333:role/a', Name: 'a', SourceArn: 'a', VersionId: '1' };

const call = fc.constantFrom(...CALLS).map(({ service, api }) => apiStep('it', service, api, MEMBERS));
const others: readonly JsonObject[] = [
  { name: 'it', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
  { name: 'it', action: 'aws:approve', inputs: { Approvers: ['ana'] } },
  { name: 'it', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['i-1'], DesiredState: 'stopped', CheckStateOnly: true } },
];
const steps = fc.array(fc.oneof(call, fc.constantFrom(...others)), { minLength: 10, maxLength: 40 });
const parameters = { Name: { type: 'String' } };

test('the role of a document that only reads is allowed no write', () => {
  let actions = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const reads = documentWith(all, parameters).steps.flatMap((step, index) =>
        effectOfStep(step, () => ({ effect: 'mutates', reason: '' })).effect === 'reads' ? [all[index]!] : [],
      );
      for (const { actions: allowed } of derivePermissions(documentWith(reads, parameters), { scope: SCOPE }).statements) {
        actions += allowed.length;
        expect(allowed.filter((name) => iamAction(name)?.level === 'Write')).toEqual([]);
      }
    }),
    { numRuns: 50, seed: 10 },
  );
  expect(actions).toBeGreaterThan(100);
});

test('no read asks for a write, each of them by itself', () => {
  for (const { service, api } of CALLS) {
    const document = documentWith([apiStep('it', service, api, MEMBERS)]);
    if (effectOfStep(document.steps[0]!, () => ({ effect: 'mutates', reason: '' })).effect !== 'reads') continue;
    const allowed = derivePermissions(document, { scope: SCOPE }).statements.flatMap(({ actions }) => actions);
    expect([api, allowed.length > 0, allowed.filter((name) => iamAction(name)?.level === 'Write')]).toEqual([api, true, []]);
  }
});

test('a resource is a pattern of ARNs, or of an action that takes none; the reason for a pattern is said', () => {
  fc.assert(
    fc.property(steps, (all) => {
      for (const { resources } of derivePermissions(documentWith(all, parameters), { scope: SCOPE }).statements) {
        for (const { arn, why } of resources) {
          expect(arn).toMatch(/^(\*|arn:aws:[\w*-]+:[\w*-]*:[\w*-]*:.+)$/);
          expect(arn).not.toMatch(/\$\{|\{\{|undefined/);
          if (arn.endsWith('*') && !/log-group:.*:\*$/.test(arn)) expect([arn, why]).toEqual([arn, expect.any(String)]);
        }
      }
    }),
    { numRuns: 50, seed: 10 },
  );
});
