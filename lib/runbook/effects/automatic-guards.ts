import type { JsonValue } from '../../aws/cloudformation/template';
import type { RunbookDocument, RunbookStep } from '../document/document';
import { wholeReference } from '../document/references';
import { edgesOf, type Edge } from '../document/step-graph';
import { effectOfStep } from './effect-of-step';

/**
 * What a document needs that an alarm may start by itself. Nobody looks at a run before it changes something, so the document
 * asks: whether somebody has taken over, directly before every change; whether changes are frozen, before any; and whether it
 * helped, after all. Requirements 002-66, 002-70.
 */

/** Parameter by which people take over, as documents name it, and what it holds while nobody has. */
export const OVERRIDE_PARAMETER = '/{{ Prefix }}/automation/override';
const OVERRIDE_OFF = 'off';
const ALARM_PARAMETER = 'AlarmName';

/** Calls that change no service, but what people read of an incident: they are made whatever anybody decided. */
const RECORDS: readonly string[] = ['ssm:CreateOpsItem', 'ssm:UpdateOpsItem', 'ssm:AssociateOpsItemRelatedItem'];

/** True for a call that only keeps what people read of an incident. */
export function keepsRecordsOnly(service: string, operation: string): boolean {
  return RECORDS.includes(`${service}:${operation}`);
}

/** What is missing, a sentence each; empty for a document that is guarded. */
export function automaticGuardFaults(document: RunbookDocument, parameters: readonly string[]): readonly string[] {
  const missing = parameters.filter((name) => !document.parameters.some((parameter) => parameter.name === name));
  return [
    ...missing.map((name) => `it has no parameter ${name}, which the incident engine gives`),
    ...unguardedChanges(document).map((step) => `${step} changes something, and does not read ${OVERRIDE_PARAMETER} directly before`),
    ...changesWithoutCalendar(document).map((step) => `${step} changes something, and a run can come to it without asking the change calendar`),
    ...unverifiedChanges(document).map((step) => `after ${step} a run can end well without having waited until {{ ${ALARM_PARAMETER} }} is over`),
  ];
}

/** Steps that change a service and to which a run can come from anything but a look at the kill switch. */
function unguardedChanges({ steps }: RunbookDocument): readonly string[] {
  const ways = waysOf(steps);
  return changesIn(steps)
    .filter(({ name }) => name === steps[0]?.name || ways.some(({ from, edge }) => edge.to === name && !(isKillSwitch(from) && edge.reason === 'success')))
    .map(({ name }) => name);
}

function changesWithoutCalendar({ steps }: RunbookDocument): readonly string[] {
  const first = steps.slice(0, 1);
  const reached = reachedFrom(first, steps, ({ from, edge }) => !(asksCalendar(from) && edge.reason === 'success'));
  return changesIn(steps)
    .filter((step) => reached.has(step))
    .map(({ name }) => name);
}

function unverifiedChanges({ steps }: RunbookDocument): readonly string[] {
  const ways = waysOf(steps);
  const isUnverified = ({ from, edge }: Way): boolean => edge.reason !== 'failure' && edge.reason !== 'cancel' && !waitsForAlarm(from);
  return changesIn(steps)
    .filter((change) => {
      const reached = reachedFrom([change], steps, isUnverified);
      return ways.some((way) => reached.has(way.from) && isUnverified(way) && way.edge.to === undefined);
    })
    .map(({ name }) => name);
}

/** A way from one step to another. */
interface Way {
  readonly from: RunbookStep;
  readonly edge: Edge;
}

function waysOf(steps: readonly RunbookStep[]): readonly Way[] {
  return steps.flatMap((from, index) => edgesOf(from, steps[index + 1]?.name).map((edge) => ({ from, edge })));
}

/** Steps that a run can come to from others, those included. */
function reachedFrom(begin: readonly RunbookStep[], steps: readonly RunbookStep[], isTaken: (way: Way) => boolean): ReadonlySet<RunbookStep> {
  const ways = waysOf(steps).filter(isTaken);
  const reached = new Set(begin);
  for (const step of reached) {
    for (const { from, edge } of ways) {
      const target = from === step ? steps.find(({ name }) => name === edge.to) : undefined;
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}

/** A loop changes what its steps do; a document that is started changes something unless it is a dry run for certain. */
function changesIn(steps: readonly RunbookStep[]): readonly RunbookStep[] {
  return steps.filter(changes);
}

function changes(step: RunbookStep): boolean {
  if (step.steps.some(changes)) return true;
  const { inputs } = step;
  if (keepsRecordsOnly(String(inputs.Service).toLowerCase(), String(inputs.Api))) return false;
  return effectOfStep(step, ({ dryRun }) => ({ effect: dryRun === 'dry' ? 'reads' : 'mutates', reason: 'it starts a document' })).effect === 'mutates';
}

function isKillSwitch({ action, inputs }: RunbookStep): boolean {
  return (
    action === 'aws:assertAwsResourceProperty' &&
    inputs.Api === 'GetParameter' &&
    textOf(inputs.Name) === textOf(OVERRIDE_PARAMETER) &&
    inputs.PropertySelector === '$.Parameter.Value' &&
    isOnly(inputs.DesiredValues, OVERRIDE_OFF)
  );
}

function asksCalendar({ action, inputs }: RunbookStep): boolean {
  return action === 'aws:assertAwsResourceProperty' && inputs.Api === 'GetCalendarState' && isOnly(inputs.DesiredValues, 'OPEN');
}

function waitsForAlarm({ action, inputs }: RunbookStep): boolean {
  const names = inputs.AlarmNames;
  return (
    action === 'aws:waitForAwsResourceProperty' &&
    inputs.Api === 'DescribeAlarms' &&
    Array.isArray(names) &&
    names.some((name) => wholeReference(name as JsonValue) === ALARM_PARAMETER) &&
    isOnly(inputs.DesiredValues, 'OK')
  );
}

function isOnly(values: JsonValue | undefined, value: string): boolean {
  return Array.isArray(values) && values.length === 1 && values[0] === value;
}

/** References are written with spaces or without. */
function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value.replaceAll(/\{\{\s*/g, '{{').replaceAll(/\s*\}\}/g, '}}') : undefined;
}
