import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import { ACTIONS } from '../document/actions';
import type { RunbookStep } from '../document/document';
import { wholeReference } from '../document/references';
import { effectOfOperation } from './effect-of-operation';
import { callsOfStep } from './step-calls';

/** What a step does: it reads, it changes something, or that cannot be determined without running it. */
export interface StepEffect {
  readonly effect: 'reads' | 'mutates' | 'unknown';
  /** As a sentence about what the step does, for reports. */
  readonly reason: string;
}

/** A start of another document by a step. */
export interface ChildStart {
  /** As written. */
  readonly documentName: JsonValue | undefined;
  readonly documentVersion: JsonValue | undefined;
  /** Whether the start says that it is a dry run: yes, no, nothing, or as the run that starts it. */
  readonly dryRun: 'dry' | 'live' | 'not said' | 'the same';
}

/** Says what a document that is started does. */
export type ChildEffect = (start: ChildStart) => StepEffect;

/** The parameter of a document by which a start says that it is a dry run, unless it is false. */
export const DRY_RUN = 'DryRun';

/**
 * What a step does when it runs. A loop by itself reads: its steps are judged one by one. A script reads when it certainly makes no
 * call of AWS, mutates when a call of its own does that was found, and cannot be determined otherwise, whatever calls were found.
 *
 * @param childEffect what a document does that the step starts
 */
export function effectOfStep(step: RunbookStep, childEffect: ChildEffect): StepEffect {
  const { action, inputs } = step;
  if (!Object.hasOwn(ACTIONS, action)) return { effect: 'unknown', reason: `there is no action ${action}` };
  if (action === 'aws:executeAutomation') return childEffect(childStart(inputs));
  if (action === 'aws:invokeWebhook') return { effect: 'mutates', reason: 'it posts to a web address outside of AWS' };
  if (action === 'aws:invokeLambdaFunction') return effectOfInvocation(inputs);
  const { calls, doubt } = callsOfStep(step);
  const effects = calls.map(({ service, operation, input }) => effectOfOperation(service, operation, input));
  const mutating = effects.find(({ effect }) => effect === 'mutates');
  if (mutating !== undefined) return mutating;
  if (doubt !== undefined) return { effect: 'unknown', reason: doubt };
  if (action === 'aws:executeScript' && calls.length > 0) {
    const names = calls.map(({ service, operation }) => `${service}:${operation}`).join(', ');
    return { effect: 'unknown', reason: `its script calls ${names}: what else it does is not known without running it` };
  }
  return { effect: 'reads', reason: effects[0]?.reason ?? `${action} changes nothing` };
}

/** `InvocationType: DryRun` checks rights and input alone. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
function effectOfInvocation({ FunctionName: name, InvocationType: type }: JsonObject): StepEffect {
  if (type === 'DryRun') return { effect: 'reads', reason: 'an invocation of type DryRun checks rights alone' };
  return { effect: 'mutates', reason: `it invokes the function ${String(name)}: what that does is not known` };
}

function childStart({ DocumentName: documentName, DocumentVersion: documentVersion, RuntimeParameters: parameters }: JsonObject): ChildStart {
  const given = isJsonObject(parameters) ? parameters[DRY_RUN] : undefined;
  const value = Array.isArray(given) && given.length === 1 ? (given[0] as JsonValue) : given;
  return { documentName, documentVersion, dryRun: dryRunOf(value) };
}

function dryRunOf(value: JsonValue | undefined): ChildStart['dryRun'] {
  if (value === undefined) return 'not said';
  if (value === true || value === 'true') return 'dry';
  return wholeReference(value) === DRY_RUN ? 'the same' : 'live';
}
