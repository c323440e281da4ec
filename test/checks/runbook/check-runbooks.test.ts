import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { checkRunbooks, lintRunbooks } from '../../../lib/checks/runbook/check-runbooks';
import type { Runbook, RunbookFacts } from '../../../lib/runbook/library/runbook';
import { exampleObjective } from '../../helpers/models';
import { exampleModelOnCall } from '../../helpers/on-call';
import { CHANGE, CHOOSE, READ, REPORT, runbookOf } from '../../rehearsal/runbooks';

const MODEL = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'roll-back' })] });
const OWNER = MODEL.onCall!.roster.roles[0]!.id;
const APPROVE = { name: 'ask', action: 'aws:approve', timeoutSeconds: 900, inputs: { Approvers: ['arn:aws:iam::111122223333:user/ana'] } };

function rollBack(facts: Partial<RunbookFacts> = {}, steps = [READ, CHOOSE, REPORT, CHANGE]): Runbook {
  const runbook = runbookOf('roll-back', steps);
  return { ...runbook, facts: { ...runbook.facts, owner: OWNER, ...facts } };
}

const problems = (runbooks: readonly Runbook[], ownRunbooks: readonly string[] = []) =>
  checkRunbooks({ runbooks, models: [MODEL], ownRunbooks }).map(({ code, where, what }) => `${code} ${where.path}: ${what}`);

test('a library that is kept, and that every page leads into, has no findings; nor has none', () => {
  expect([problems([rollBack()]), problems([])]).toEqual([[], []]);
});

test('a page that leads to no runbook is named with its objective (002-34, 002-87)', () => {
  const other = { ...rollBack({ triggers: ['operator'] }), name: 'roll-forward' };
  expect(problems([other], ['incident-engine'])).toEqual([
    'RUN004 prod checkout/availability: there is no runbook roll-back',
    "RUN004 alarms of day2's own: there is no runbook incident-engine",
  ]);
});

test('a runbook may stand elsewhere, at an https address', () => {
  const model = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'https://wiki.example/outage' })] });
  expect(checkRunbooks({ runbooks: [rollBack({ triggers: ['operator'] })], models: [model], ownRunbooks: [] })).toEqual([]);
});

test('a runbook of nobody, and one that does not say that pages start it, are findings (000-20)', () => {
  expect(problems([rollBack({ owner: 'nobody' })])).toEqual(['RUN002 owner: no role of prod is called nobody']);
  expect(problems([rollBack({ triggers: ['operator'] })])).toEqual(['RUN002 triggers: alarms name the runbook roll-back, which says that no page starts it']);
});

test('what is of high risk is approved within a time (002-73, F54)', () => {
  expect(problems([rollBack({ risk: 'high' })])).toEqual(['RUN003 mainSteps: roll-back is of high risk, and nobody approves it']);
  expect(problems([rollBack({ risk: 'high' }, [READ, CHOOSE, REPORT, APPROVE, CHANGE])])).toEqual([]);
  const { timeoutSeconds: _, ...forEver } = APPROVE;
  expect(problems([rollBack({ risk: 'high' }, [READ, CHOOSE, REPORT, forEver, CHANGE])])).toHaveLength(1);
});

test('documents are held to the rules of our own', () => {
  expect(lintRunbooks([rollBack()]).map(({ code }) => code)).toContain('RUN052');
});

/** A runbook that an alarm may start: asks whether somebody has taken over and whether changes are frozen, changes something, and waits. */
const ASK = {
  name: 'askOverride',
  action: 'aws:assertAwsResourceProperty',
  inputs: { Service: 'ssm', Api: 'GetParameter', Name: '/{{ Prefix }}/automation/override', PropertySelector: '$.Parameter.Value', DesiredValues: ['off'] },
};
const CALENDAR = {
  name: 'askCalendar',
  action: 'aws:assertAwsResourceProperty',
  inputs: { Service: 'ssm', Api: 'GetCalendarState', CalendarNames: ['shop-prod-freeze'], PropertySelector: '$.State', DesiredValues: ['OPEN'] },
};
const VERIFY = {
  name: 'verify',
  action: 'aws:waitForAwsResourceProperty',
  timeoutSeconds: 60,
  inputs: {
    Service: 'cloudwatch',
    Api: 'DescribeAlarms',
    AlarmNames: ['{{ AlarmName }}'],
    PropertySelector: '$.MetricAlarms[0].StateValue',
    DesiredValues: ['OK'],
  },
};

const WAIT = { name: 'wait', action: 'aws:sleep', inputs: { Duration: 'PT1M' } };
const TEXTS = Object.fromEntries(['IncidentId', 'AlarmName', 'MaxPerHour', 'CoolDownMinutes'].map((name) => [name, { type: 'String' }]));

function healer(steps: readonly JsonObject[], parameters: JsonObject = { ...TEXTS, Service: { type: 'String', allowedPattern: '^[a-z]+$' } }): Runbook {
  const choose = { ...CHOOSE, inputs: { Choices: [{ NextStep: String(steps[0]!.name), Variable: '{{ DryRun }}', BooleanEquals: false }], Default: 'report' } };
  const runbook = runbookOf('heal', [READ, choose, REPORT, ...steps], parameters);
  return { ...runbook, facts: { ...runbook.facts, owner: OWNER, triggers: ['page', 'alarm'] } };
}

const HEALING = { runbook: 'heal', parameters: { Service: ['web'] }, maxPerHour: 3, coolDownMinutes: 10, mayDelayPageMinutes: 5 };
const found = (runbooks: readonly Runbook[], selfHealing = HEALING) => {
  const model = exampleModelOnCall({ checkout: [exampleObjective({ runbook: 'heal', selfHealing })] });
  return checkRunbooks({ runbooks, models: [model], ownRunbooks: [] }).map(({ code, what }) => `${code} ${what}`);
};
const { isEnd: _isEnd, ...CHANGE_ON } = CHANGE;
const GUARDED = [CALENDAR, ASK, CHANGE_ON, VERIFY];

test('what heals by itself names a runbook that there is, that alarms may start, and values that it takes (002-66)', () => {
  expect(found([healer(GUARDED)])).toEqual([]);
  expect(found([])).toEqual(['RUN061 there is no runbook heal to heal it with']);
  expect(found([healer(GUARDED)], { ...HEALING, parameters: {} as never })).toEqual([
    'RUN063 heal cannot be started with what is configured: Parameter Service is required and was not given',
  ]);
  expect(found([healer(GUARDED)], { ...HEALING, parameters: { Service: ['Web'] } })).toHaveLength(1);
  expect(found([healer(GUARDED)], { ...HEALING, parameters: { ...HEALING.parameters, DryRun: ['false'] } as never })).toEqual([
    'RUN063 heal cannot be started with what is configured: DryRun is given by the incident engine',
  ]);
  const byHand = { ...healer(GUARDED), facts: { ...healer(GUARDED).facts, triggers: ['page' as const] } };
  expect(found([byHand])).toEqual(['RUN062 heal is not made to be started by an alarm']);
});

test('a runbook that alarms start reads the kill switch before each change, asks the calendar, verifies, and has its parameters (002-66, 002-70)', () => {
  const faults = (steps: readonly JsonObject[], parameters?: JsonObject) =>
    found([healer(steps, parameters)]).map((text) => text.replace('RUN062 alarms start heal by themselves: ', ''));
  expect(faults([CALENDAR, CHANGE_ON, VERIFY])).toEqual(['change changes something, and does not read /{{ Prefix }}/automation/override directly before']);
  // A wait in between is time in which somebody may take over.
  expect(faults([CALENDAR, ASK, WAIT, CHANGE_ON, VERIFY])).toHaveLength(1);
  // A way around it counts, too.
  expect(faults([{ ...CALENDAR, onFailure: 'step:change' }, ASK, CHANGE_ON, VERIFY])).toHaveLength(2);
  expect(faults([ASK, CHANGE_ON, VERIFY])).toEqual(['change changes something, and a run can come to it without asking the change calendar']);
  expect(faults([CALENDAR, ASK, CHANGE_ON])).toEqual(['after change a run can end well without having waited until {{ AlarmName }} is over']);
  const { AlarmName: _, ...others } = TEXTS;
  expect(faults(GUARDED, { ...others, Service: { type: 'String' } })).toEqual(['it has no parameter AlarmName, which the incident engine gives']);
});
