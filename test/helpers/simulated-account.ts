import { linkStacks, type LoadedStack } from '../../lib/aws/assembly/loaded-stack';
import type { StackSource } from '../../lib/aws/assembly/stack-source';
import { checkTemplate } from '../../lib/aws/cloudformation/check-template';
import { ProblemsError } from '../../lib/problems/problem';
import { Account, type AccountOptions } from '../../lib/simulator/account';
import type { AlarmState, AlarmTransition, MetricAlarmRun } from '../../lib/simulator/services/cloudwatch/metric-alarm';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { MetricAlarmFactory } from '../../lib/simulator/services/cloudwatch/read-alarms';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../lib/time/time';
import { withDeclaredCalls } from './declared-calls';

export const ACCOUNT_ID = '111122223333';
export const REGION = 'eu-central-1';
export const START: Instant = Date.UTC(2026, 2, 2, 8, 0, 0);

/** Resources of a template as a test writes them. */
export type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: object; readonly [key: string]: unknown }>>;

/** Stacks of templates written as objects; each may override where it stands. */
export function stacksOf(...templates: readonly (Partial<Omit<StackSource, 'template'>> & { readonly template: object })[]): LoadedStack[] {
  return linkStacks(
    templates.map(({ template, ...location }, index) => {
      const checked = checkTemplate(template, `stack-${index + 1}.json`);
      if ('problems' in checked) throw new ProblemsError(checked.problems);
      return {
        stackName: index === 0 ? 'test' : `test-${index + 1}`,
        account: ACCOUNT_ID,
        region: REGION,
        file: `stack-${index + 1}.json`,
        ...location,
        template: checked.template,
        bytes: JSON.stringify(template).length,
      };
    }),
  );
}

/** An account of one template's resources, whose metric alarms follow a script; calls keep to their declarations. */
export function accountOf(resources: Resources, script: Script = {}, options: Partial<AccountOptions> = {}): Account {
  return withDeclaredCalls(
    new Account({
      stacks: stacksOf({ template: { Resources: resources } }),
      store: new MetricStore(),
      start: START,
      createMetricAlarm: scriptedAlarms(script),
      ...options,
    }),
  );
}

/** Changes of state per alarm name: seconds after the start, and the state entered. */
export type Script = Readonly<Record<string, readonly (readonly [seconds: number, state: AlarmState])[]>>;

/** Metric alarms that change their state when a script says so, whatever their properties and metrics are. */
export function scriptedAlarms(script: Script): MetricAlarmFactory {
  return ({ name }): MetricAlarmRun => {
    let state: AlarmState = 'INSUFFICIENT_DATA';
    let resumedAt: Instant | undefined;
    const steps = (script[name] ?? []).map(([seconds, to]) => ({ at: START + seconds * SECOND_MS, to }));
    const scriptedAt = (instant: Instant) => steps.findLast(({ at }) => at <= instant)?.to ?? 'INSUFFICIENT_DATA';
    return {
      name,
      get state() {
        return state;
      },
      evaluationSecond: 0,
      scan(fromMinute, toMinute) {
        const evaluations = [...(resumedAt === undefined ? [] : [resumedAt]), ...steps.map(({ at }) => at)];
        resumedAt = undefined;
        const transitions: AlarmTransition[] = [];
        for (const at of evaluations.filter((instant) => instant >= fromMinute * MINUTE_MS && instant < toMinute * MINUTE_MS)) {
          const [from, to] = [state, scriptedAt(at)];
          if (from === to) continue;
          state = to;
          transitions.push({ at, from, to, reason: `script of ${name}`, datapoints: [{ timestamp: at - MINUTE_MS, value: 5 }] });
        }
        return transitions;
      },
      resumeAt(minute, forced) {
        state = forced;
        resumedAt = minute * MINUTE_MS;
      },
    };
  };
}

/** Seconds since the start of the run. */
export function secondsAfterStart(instant: Instant): number {
  return (instant - START) / SECOND_MS;
}

/** A metric alarm named after its logical id. */
export function metricAlarm(name: string, properties: object = {}): Resources[string] {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: name,
      Namespace: 'Test',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      ...properties,
    },
  };
}

/** A composite alarm. */
export function compositeAlarm(name: string, rule: string, properties: object = {}): Resources[string] {
  return { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmName: name, AlarmRule: rule, ...properties } };
}
