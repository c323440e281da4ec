/**
 * How long a template will be, before one is synthesized. Texts that can be long (descriptions, names, metrics, rules, inputs) are
 * measured, the rest is a constant that was read off templates and lies above them: a plan that is let through can be deployed.
 */

import type { DashboardBody } from '../dashboard/body';
import type { ServiceLevelObjectiveSettings } from './application-signals-plan';
import type { LedgerPlan } from './budget-plan';
import { isWithBand, type MetricAlarmSettings } from './metric-alarm-plan';
import type { MuteRulePlan } from './mute-plan';

/** Head and foot: description, version of the bootstrap stack and the rule that asks for it. */
export const BYTES_OF_TEMPLATE = 700;
/** Any resource that is no alarm: most are below, roles and policies may be above. */
export const BYTES_OF_RESOURCE = 560;
/** A topic that pagers and integrations subscribe to, and its policy, beyond its name in both. */
const BYTES_OF_PAGER = 720;
/** A parameter with a stored value, and the reference to it. */
export const BYTES_OF_PARAMETER = 300;
/** Policies of the bucket of evidence and of its key, beyond any resource. */
export const BYTES_OF_EVIDENCE = 900;
/** Guardrail of a chat, and the topics it listens to. */
export const BYTES_OF_CHAT = 25_000;

/** Type, settings, actions, tags and logical id of an alarm. */
const BYTES_OF_ALARM = 480;
/** What an alarm's metric has beyond its texts, and a dimension. */
const BYTES_OF_METRIC = 165;
const BYTES_OF_DIMENSION = 25;
const BYTES_OF_STEP = 80;
/** Expression of a band, and the id of what it is. */
const BYTES_OF_BAND = 250;
/** A reference to an alarm in a rule: a logical id, or an ARN in parts, beyond the name. */
const BYTES_OF_REFERENCE = 75;
/** Output with the page that starts a runbook, beyond the name of its document. */
const BYTES_OF_OUTPUT = 300;
/** Ledger: what its policies have beyond any resource. */
const BYTES_OF_LEDGER = 1_500;
/** A name that only CloudFormation knows, in the text of an input. */
const BYTES_OF_SUBSTITUTE = 40;

/** A metric alarm. */
export function bytesOfAlarm({ name, description, metrics, steps, comparison }: MetricAlarmSettings): number {
  const ofMetrics = Object.entries(metrics).reduce((total, [id, metric]) => {
    const dimensions = Object.entries(metric.dimensions);
    const ofDimensions = dimensions.reduce((sum, [key, value]) => sum + BYTES_OF_DIMENSION + key.length + length(value) + substitutes(value), 0);
    return total + BYTES_OF_METRIC + id.length + length(metric.namespace + metric.metricName + metric.statistic) + ofDimensions;
  }, 0);
  const ofSteps = steps.reduce((total, { id, expression }) => total + BYTES_OF_STEP + 2 * id.length + length(expression), 0);
  const ofBand = isWithBand(comparison) ? BYTES_OF_BAND : 0;
  return BYTES_OF_ALARM + 2 * length(name) + length(description) + ofMetrics + ofSteps + ofBand;
}

/** A topic of a tier, or of what people are notified of, with its policy. */
export function bytesOfPager(name: string): number {
  return BYTES_OF_PAGER + 4 * length(name);
}

/** A composite alarm and the alarms in its rule. */
export function bytesOfComposite(description: string, children: readonly string[]): number {
  return BYTES_OF_ALARM + length(description) + children.reduce((total, child) => total + BYTES_OF_REFERENCE + 2 * length(child), 0);
}

/** A mute rule: each alarm stands in it by its name, and by the logical id it depends on. */
export function bytesOfMute({ name, description, alarmNames }: Pick<MuteRulePlan, 'name' | 'description' | 'alarmNames'>): number {
  const ofAlarms = alarmNames.reduce((total, alarm) => total + BYTES_OF_REFERENCE + 2 * length(alarm), 0);
  return BYTES_OF_RESOURCE + length(name) + length(description) + ofAlarms;
}

/** A service level objective, whose settings are its properties. */
export function bytesOfServiceLevelObjective(settings: ServiceLevelObjectiveSettings): number {
  const text = JSON.stringify(settings);
  return BYTES_OF_RESOURCE + length(settings.name) + new TextEncoder().encode(text).length + substitutes(text);
}

/** The input of a ledger, which is text in text, beyond its resources. */
export function bytesOfLedger(input: LedgerPlan['input']): number {
  const text = JSON.stringify(input);
  return BYTES_OF_LEDGER + length(text) + substitutes(text);
}

/** The body of a dashboard, which is text in text, beyond its resource. */
export function bytesOfDashboard(body: DashboardBody): number {
  return length(JSON.stringify(body));
}

/** The output with the page of the console that starts a runbook: its name is in the logical id, the description and the link. */
export function bytesOfRunbookOutput(documentName: string): number {
  return BYTES_OF_OUTPUT + 3 * length(documentName);
}

/** Bytes of a text within JSON. */
function length(text: string): number {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}

function substitutes(text: string): number {
  return (text.match(/\$\{/g) ?? []).length * BYTES_OF_SUBSTITUTE;
}
