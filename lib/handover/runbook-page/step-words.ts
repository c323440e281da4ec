/** What a step of a runbook does, in words for whoever starts it. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import { ConditionError, readCondition } from '../../runbook/document/condition';
import { conditionText } from '../../runbook/document/condition-text';
import type { Detour, RunbookStep } from '../../runbook/document/document';
import { branchOf } from '../../runbook/document/step-graph';
import { effectOfOperation } from '../../runbook/effects/effect-of-operation';
import { callsOfStep } from '../../runbook/effects/step-calls';
import { formatDurationSeconds } from '../../time/time';
import { code, inlinesOf, joined, type Inline, type Text } from '../document';

/** What words of steps need to know of the runbook they stand in. */
export interface StepContext {
  /** A document that a step starts, by the name that the step has for it: a link where it is a runbook of the library. */
  readonly documentLink: (written: string) => Inline;
  /** Who approves, as roles are called. */
  readonly approvers: string;
}

/** What an action does that calls nothing by itself, or more than its name says. */
const ACTION_WORDS: Readonly<Record<string, (inputs: JsonObject, context: StepContext) => Text>> = {
  'aws:approve': ({ MinRequiredApprovals: least = 1 }, { approvers }) => `waits until ${written(least)} of these have approved: ${approvers}`,
  'aws:executeAutomation': ({ DocumentName: name, RuntimeParameters: parameters }, { documentLink }) => {
    const given = isJsonObject(parameters) ? Object.keys(parameters) : [];
    return ['starts ', documentLink(written(name)), ...(given.length === 0 ? [] : [` with ${given.join(', ')}`])];
  },
  'aws:loop': ({ Iterators: over }) => `repeats the steps below${over === undefined ? '' : ` for each of ${written(over)}`}`,
  'aws:pause': () => 'waits until somebody resumes the run, in the console',
  'aws:runCommand': ({ DocumentName: name, InstanceIds: instances }) => ['runs ', code(written(name)), ` on ${written(instances ?? 'its targets')}`],
  'aws:sleep': ({ Duration: duration, Timestamp: until }) => (duration === undefined ? `waits until ${written(until)}` : `waits for ${written(duration)}`),
};

/** What a step calls, and whether that changes anything; `nothing` for one that only decides or notes. */
export function stepCallsText(step: RunbookStep, context: StepContext): Text {
  const words = ACTION_WORDS[step.action]?.(step.inputs, context);
  if (words !== undefined) return words;
  const { calls, doubt } = callsOfStep(step);
  const named = calls.map(({ service, operation, input }): Text => {
    const { effect } = effectOfOperation(service, operation, input);
    return [code(`${service}:${operation}`), effect === 'reads' ? ', reads' : effect === 'mutates' ? ', changes' : ', may change something'];
  });
  const prefix = step.action === 'aws:executeScript' ? ['a script of the document'] : [];
  const parts: readonly Text[] = [...prefix, ...named, ...(calls.length === 0 && doubt !== undefined ? [doubt] : [])];
  return parts.length === 0 ? 'nothing' : [...inlinesOf(joined(parts, '; ')), ...expectationOf(step)];
}

/** What a property has to be for a step that checks it, or waits for it. */
function expectationOf({ action, inputs: { PropertySelector: selector, DesiredValues: values } }: RunbookStep): readonly Inline[] {
  if (selector === undefined) return [];
  return [action === 'aws:waitForAwsResourceProperty' ? ' until ' : '; the run goes on if ', code(written(selector)), ` is ${written(values)}`];
}

/**
 * Where a run goes on from a step.
 *
 * @param next the step that follows in the list; undefined for the last one
 */
export function stepEndText(step: RunbookStep, next: string | undefined): string {
  const onward = step.isEnd ? undefined : (step.nextStep ?? next);
  const branch = branchOf(step);
  const ways =
    branch === undefined
      ? [onward === undefined ? 'the run ends' : onward]
      : [
          ...branch.choices.map(({ written: choice, next: to }) => `if ${choiceText(choice)}: ${to}`),
          `otherwise: ${branch.otherwise ?? onward ?? 'the run ends'}`,
        ];
  return [...ways, ...failureOf(step.onFailure, onward), ...limitOf(step)].join('; ');
}

function choiceText(choice: JsonObject): string {
  try {
    return conditionText(readCondition(choice));
  } catch (error) {
    if (error instanceof ConditionError) return JSON.stringify(choice);
    throw error;
  }
}

/** A step that fails ends the run, unless it says otherwise. */
function failureOf(detour: Detour, onward: string | undefined): readonly string[] {
  if (detour.kind === 'abort') return [];
  return [`if it fails: ${detour.kind === 'step' ? detour.step : (onward ?? 'the run ends')}`];
}

/** How long it may take, where it waits: what only calls is over in seconds. */
function limitOf({ timeoutSeconds }: RunbookStep): readonly string[] {
  return timeoutSeconds === undefined || timeoutSeconds < 60 ? [] : [`after ${formatDurationSeconds(timeoutSeconds)} it has failed`];
}

/** A value as it is written, references in it by their names in braces. */
function written(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(written).join(' or ');
  return JSON.stringify(value ?? null);
}
