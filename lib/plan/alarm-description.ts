import type { AlertedObjective } from '../model/model';
import { objectiveName } from '../slo/objective';

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
const MAX_DESCRIPTION_LENGTH = 1_024;

/** What of an objective stands in the description of its alarms, and where the objective is. */
export interface DescribedObjective {
  readonly environment: string;
  readonly serviceId: string;
  readonly objective: Pick<AlertedObjective, 'id' | 'targetPercent' | 'impact' | 'runbook'>;
  /** The period of the promise, such as `30d`. */
  readonly period: string;
}

/**
 * What an operator reads in an alarm of an objective. Where there is not enough room, the impact is cut: the operator
 * needs the objective and the runbook.
 */
export function describeAlarm({ environment, serviceId, objective, period }: DescribedObjective, reason: string): string {
  const promise = `${objective.targetPercent} % over ${period}`;
  const beginning = `${environment} ${objectiveName({ id: serviceId }, objective)} (objective ${promise}). ${capitalize(reason)}. Impact: `;
  const end = `. Runbook: ${objective.runbook}.`;
  const room = Math.max(MAX_DESCRIPTION_LENGTH - beginning.length - end.length, 1);
  return shorten(beginning + shorten(objective.impact, room) + end);
}

/** At most as many characters as a description may have, or fewer, and never half of one that takes two. */
export function shorten(text: string, maxLength = MAX_DESCRIPTION_LENGTH): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** With a capital first letter. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
