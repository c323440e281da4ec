import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { readRunbooks } from '../../lib/cli/files/read-runbooks';
import { acknowledgeDocumentName, ENGINE_RUNBOOK, LEDGER_RUNBOOK } from '../../lib/incident/lifecycle/engine-policy';
import { MONITORING_BLIND_RUNBOOK } from '../../lib/incident/lifecycle/incident-event';
import { planRunbooks } from '../../lib/plan/plan-runbooks';
import { runbooksByStack } from '../../lib/plan/runbook-plan';
import { allSteps } from '../../lib/runbook/document/document';

const SCOPE = { application: 'edi', environment: 'prod' };
const RUNBOOKS = readRunbooks('runbooks').map(({ runbook }) => runbook);

test('every runbook is deployed once: the one that pages link to with the engine, the others in a stack of their own', () => {
  const { ofEngine, others } = runbooksByStack(planRunbooks(RUNBOOKS, SCOPE));
  expect(ofEngine?.documentName).toBe(acknowledgeDocumentName(SCOPE));
  expect([ofEngine!, ...others].map(({ name }) => name).sort()).toEqual(RUNBOOKS.map(({ name }) => name));
  expect(runbooksByStack([])).toEqual({ others: [] });
});

test('every alarm that is shipped, and every one of the engine itself, names a runbook that exists (002-34)', () => {
  const shipped = [...readFileSync('config/operations.yaml', 'utf8').matchAll(/^\s*runbook: ([a-z0-9-]+)$/gm)].map(([, name]) => name!);
  expect(shipped.length).toBeGreaterThan(10);
  const known = RUNBOOKS.map(({ name }) => name);
  for (const name of [...shipped, ENGINE_RUNBOOK, LEDGER_RUNBOOK, MONITORING_BLIND_RUNBOOK]) expect(known).toContain(name);
});

/** Steps of a runbook that its descriptions count, in the order of the document. */
const counted = (name: string): string[] =>
  allSteps(RUNBOOKS.find((runbook) => runbook.name === name)!.document.steps).flatMap((step) => {
    const [, number] = /^(\d) of 5, /.exec(step.description ?? '') ?? [];
    return number === undefined ? [] : [`${number} ${step.name}`];
  });

test('an S0 has five steps in their order: assess, respond, investigate, resolve, communicate (002-61)', () => {
  expect(counted('incident-response-s0')).toEqual(['1 assess', '2 respond', '3 investigate', '4 resolve', '5 communicate']);
});

test('an S1 has five steps in their order: assess and notify, investigate, plan, implement, close (002-62)', () => {
  const steps = ['1 assessAndNotify', '1 notify', '2 investigateAndDiagnose', '3 planResolution', '4 implementResolution', '5 closeAndFollowUp'];
  expect(counted('incident-response-s1')).toEqual(steps);
});

test('slowness has five steps in their order: detect, assess the impact, find the cause, optimise, monitor (002-63)', () => {
  expect(counted('performance-issue')).toEqual(['1 detect', '2 assessImpact', '3 investigateCause', '4 optimise', '5 monitor']);
});

test('every document that a runbook starts is in the library, and learns whether it is a dry run', () => {
  const started = RUNBOOKS.flatMap(({ name, document }) =>
    allSteps(document.steps).flatMap(({ action, inputs }) => (action === 'aws:executeAutomation' ? [{ name, inputs }] : [])),
  );
  expect(started.length).toBeGreaterThan(0);
  for (const { name, inputs } of started) {
    expect([name, RUNBOOKS.map((runbook) => `{{ Prefix }}-${runbook.name}`)]).toEqual([name, expect.arrayContaining([inputs.DocumentName])]);
    expect([name, inputs.RuntimeParameters]).toEqual([name, expect.objectContaining({ DryRun: '{{ DryRun }}' })]);
  }
});

test('work that can wait asks the calendar of freezes, and every runbook means the same one', () => {
  const asked = RUNBOOKS.flatMap(({ name, document }) =>
    allSteps(document.steps).flatMap(({ inputs }) => (inputs.Api === 'GetCalendarState' ? [{ name, calendars: inputs.CalendarNames }] : [])),
  );
  for (const { name, calendars } of asked) expect([name, calendars]).toEqual([name, ['{{ Prefix }}-freeze']]);
  const routine = RUNBOOKS.filter(({ facts }) => facts.purpose === 'routine').map(({ name }) => name);
  expect(routine.length).toBeGreaterThan(4);
  expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(routine));
});

test('what an environment binds is no parameter of a deployed runbook: nobody names approvers or another resource at a start (002-73)', () => {
  const runbooks = {
    approvers: { 'operations-lead': ['role/lead'], 'engineering-manager': ['role/lead', 'arn:aws:iam::444455556666:user/em'] },
    values: { PortalService: 'edi-prod-web' },
  };
  const planned = new Map(planRunbooks(RUNBOOKS, { ...SCOPE, runbooks }).map((plan) => [plan.name, plan.content]));
  const failOver = planned.get('fail-over')!;
  expect(Object.keys(failOver.parameters as JsonObject)).not.toContain('Approvers');
  const approve = (failOver.mainSteps as readonly JsonObject[]).find(({ action }) => action === 'aws:approve')!;
  expect((approve.inputs as JsonObject).Approvers).toEqual([
    'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:role/lead',
    'arn:aws:iam::444455556666:user/em',
  ]);
  const outage = planned.get('partner-portal-outage')!;
  expect(Object.keys(outage.parameters as JsonObject)).not.toContain('PortalService');
  expect(JSON.stringify(outage.mainSteps)).toContain('"ServiceName":"edi-prod-web"');
  // Not bound: it stays a parameter, and the check says so (RUN007).
  expect(Object.keys(outage.parameters as JsonObject)).toContain('PortalCluster');
});

test('no runbook makes a name of the prefix that only the configuration knows', () => {
  const OF_DAY2 = /^\{\{ Prefix \}\}-(freeze|incident-engine|incident-engine-dead-letters|subscription-dead-letters|maintenance-.*|\{\{ \w+ \}\}.*|)$/;
  const made = RUNBOOKS.flatMap(({ name, document }) =>
    allSteps(document.steps).flatMap(({ inputs, action }) => {
      const isOfService = action !== 'aws:executeAutomation' && ['lambda', 'ecs', 'sqs', 'elbv2', 'stepfunctions'].includes(String(inputs.Service));
      return isOfService
        ? Object.values(inputs).flatMap((value) =>
            [value]
              .flat()
              .filter((text) => String(text).includes('{{ Prefix }}'))
              .map((text) => `${name}: ${String(text)}`),
          )
        : [];
    }),
  );
  expect(made.filter((text) => !OF_DAY2.test(text.slice(text.indexOf(': ') + 2)))).toEqual([]);
});
