import { Token, type Duration } from 'aws-cdk-lib';
import { compareSeverity, type Severity } from '../incident/severity';
import type { NoDataMeaning } from '../model/model';
import { LEAST_TARGET_PERCENT, MAX_ALARM_WINDOW_MINUTES, type BurnRatePolicyAlert } from '../slo/burn-rate';
import { MINUTES_PER_DAY } from '../time/time';
import type { SloAlarmsProps, SloTraffic } from './slo-alarms-props';

const READ_BY_OPERATORS = 'the operator who is called reads it in the alarm';

/**
 * Refuses what no configuration file could say either: `SloAlarms` takes its properties from code that nobody checked.
 *
 * @throws RangeError with a line for each property that is wrong
 */
export function checkSloAlarmsProps(props: SloAlarmsProps): void {
  const { application, environment, service, objective } = props;
  const mistakes = [
    ...namePart('application', application),
    ...namePart('environment', environment),
    ...namePart('service', service),
    ...namePart('objective.id', objective.id),
    ...target(objective.targetPercent),
    ...notEmpty('objective.impact', objective.impact, READ_BY_OPERATORS),
    ...notEmpty('objective.runbook', objective.runbook, READ_BY_OPERATORS),
    ...wholeDays(props.window),
    ...noData(props.noData),
    ...(props.severity === undefined ? [] : severityOrder(props.severity)),
    ...(props.burnRatePolicy === undefined ? [] : policy(props.burnRatePolicy)),
    ...(props.traffic === undefined ? [] : traffic(props.traffic)),
  ];
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}

/** Alarm names stand in quotes in the rules of composite alarms, which know no escape. */
function namePart(property: string, value: string): string[] {
  if (Token.isUnresolved(value) || /^[^"\\\p{Cc}]+$/u.test(value)) return [];
  return [`${property} is ${JSON.stringify(value)}: allowed is text without quotation marks, backslashes and line breaks`];
}

function target(targetPercent: number): string[] {
  if (targetPercent > LEAST_TARGET_PERCENT && targetPercent < 100) return [];
  return [`objective.targetPercent is ${targetPercent}: allowed is more than ${LEAST_TARGET_PERCENT} and less than 100, such as 99.9`];
}

function notEmpty(property: string, value: string, purpose: string): string[] {
  return value.trim() === '' ? [`${property} is empty: ${purpose}`] : [];
}

function wholeDays(window: Duration): string[] {
  const allowed = 'allowed are whole days from 1 to 365, such as Duration.days(30)';
  if (window.isUnresolved()) return [`window is known at deployment only: ${allowed}`];
  const minutes = window.toMinutes({ integral: false });
  const isFit = minutes % MINUTES_PER_DAY === 0 && minutes >= MINUTES_PER_DAY && minutes <= 365 * MINUTES_PER_DAY;
  return isFit ? [] : [`window is ${window.toHumanString()}: ${allowed}`];
}

function noData(meaning: NoDataMeaning): string[] {
  if (meaning.kind === 'expected') return notEmpty('noData.reason', meaning.reason, 'it says why silence is nothing to worry about');
  return alarmMinutes('noData.afterMinutes', meaning.afterMinutes);
}

function alarmMinutes(property: string, minutes: number): string[] {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_ALARM_WINDOW_MINUTES) return [];
  return [`${property} is ${minutes}: allowed are whole minutes from 1 to ${MAX_ALARM_WINDOW_MINUTES}`];
}

function severityOrder({ page, ticket }: { readonly page: Severity; readonly ticket: Severity }): string[] {
  if (compareSeverity(ticket, page) >= 0) return [];
  return [`severity.ticket is ${ticket}: allowed is ${page}, the severity of the page, or less severe`];
}

function traffic({ eventsPerMinute, busiestToQuietest = 1 }: SloTraffic): string[] {
  const mistakes: string[] = [];
  if (!(eventsPerMinute > 0 && Number.isFinite(eventsPerMinute))) {
    mistakes.push(`traffic.eventsPerMinute is ${eventsPerMinute}: allowed is more than 0, the mean over a day`);
  }
  if (!(busiestToQuietest >= 1 && busiestToQuietest <= 1_000)) {
    mistakes.push(`traffic.busiestToQuietest is ${busiestToQuietest}: allowed is from 1, the same all day, to 1000`);
  }
  return mistakes;
}

function policy(rows: readonly BurnRatePolicyAlert[]): string[] {
  if (rows.length === 0) return ['burnRatePolicy is empty: allowed is at least one burn-rate alert, or leave it out'];
  return rows.flatMap((row, index) => {
    const property = `burnRatePolicy[${index}]`;
    const { id, budgetFraction, longWindowMinutes, shortWindowMinutes, burnRate } = row;
    const mistakes = [
      ...namePart(`${property}.id`, id),
      ...(longWindowMinutes === undefined ? [] : alarmMinutes(`${property}.longWindowMinutes`, longWindowMinutes)),
      ...(shortWindowMinutes === undefined ? [] : alarmMinutes(`${property}.shortWindowMinutes`, shortWindowMinutes)),
    ];
    if ((longWindowMinutes === undefined) === (burnRate === undefined)) {
      mistakes.push(
        `${property} has ${burnRate === undefined ? 'neither longWindowMinutes nor' : 'longWindowMinutes and'} burnRate: allowed is one of the two`,
      );
    }
    if (burnRate !== undefined && !(burnRate >= 1)) {
      mistakes.push(`${property}.burnRate is ${burnRate}: allowed is at least 1, below which the objective is being met`);
    }
    if (rows.findIndex((other) => other.id === id) !== index) {
      mistakes.push(`${property}.id is ${id}: allowed is an id that no other burn-rate alert has`);
    }
    if (!(budgetFraction > 0 && budgetFraction < 1)) {
      mistakes.push(`${property}.budgetFraction is ${budgetFraction}: allowed is more than 0 and less than 1, such as 0.02 for 2 %`);
    }
    if (longWindowMinutes !== undefined && shortWindowMinutes !== undefined && shortWindowMinutes >= longWindowMinutes) {
      mistakes.push(`${property}.shortWindowMinutes is ${shortWindowMinutes}: allowed is less than longWindowMinutes, by custom a twelfth`);
    }
    return mistakes;
  });
}
