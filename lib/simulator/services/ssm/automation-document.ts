import type { DeployedIdentity, LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, listOf, objectIn, optionalText, requiredText } from '../../../aws/assembly/property';
import { parseTemplateText } from '../../../aws/assembly/template-file';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { readParameters, type AutomationParameter } from './automation-parameters';
import { SSM_RESOURCES } from './resources';

/** A step that hands an event to a function. */
interface InvokeStep {
  readonly name: string;
  /** Inputs as they are written, references included. */
  readonly functionName: string;
  readonly invocationType: string;
  /** A text, or the map of InputPayload. */
  readonly payload: JsonValue;
}

/** An Automation document that hands events to functions and does nothing else. */
export interface AutomationDocument {
  readonly identity: DeployedIdentity;
  /** A role, or a reference to the parameter that names it. */
  readonly assumeRole: string;
  readonly parameters: ReadonlyMap<string, AutomationParameter>;
  readonly steps: readonly InvokeStep[];
}

const STEP_KEYS = ['action', 'description', 'inputs', 'isEnd', 'name', 'onFailure', 'timeoutSeconds'];
const ACTION = 'aws:invokeLambdaFunction';

/**
 * Reads an AWS::SSM::Document of type Automation, schema 0.3.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
 *
 * @param arn of the document
 * @throws NotSimulatedError for an action other than aws:invokeLambdaFunction, and anything else that is not read
 */
export function readAutomationDocument(resource: LoadedResource, arn: string): AutomationDocument {
  const { properties, region, stackName, logicalId, constructPath } = resource;
  allowOnly(properties, SSM_RESOURCES['AWS::SSM::Document']);
  const content = readContent(properties.Content, `${stackName}/${logicalId}`);
  allowOnly(content, ['assumeRole', 'description', 'mainSteps', 'parameters', 'schemaVersion']);
  const version = requiredText(content, 'schemaVersion');
  if (version !== '0.3') throw new NotSimulatedError(`schemaVersion ${version} of an Automation document`);
  const steps = listOf(content, 'mainSteps').map((step) => readStep(isJsonObject(step) ? step : {}));
  const end = listOf(content, 'mainSteps').findIndex((step) => isJsonObject(step) && step.isEnd === true);
  const assumeRole = optionalText(content, 'assumeRole') ?? '';
  if (assumeRole === '') throw new NotSimulatedError('an Automation document without assumeRole');
  return {
    identity: { name: resource.ref, arn, region, stackName, logicalId, constructPath },
    assumeRole,
    parameters: readParameters(objectIn(content, 'parameters')),
    steps: end < 0 ? steps : steps.slice(0, end + 1),
  };
}

function readContent(content: JsonValue | undefined, where: string): JsonObject {
  const parsed = typeof content === 'string' ? parseTemplateText(content, where) : { document: content };
  if ('problems' in parsed) throw new NotSimulatedError(`a document that is ${parsed.problems[0]!.what}`);
  if (isJsonObject(parsed.document)) return parsed.document;
  throw new NotSimulatedError('a document whose Content is no map');
}

function readStep(step: JsonObject): InvokeStep {
  const action = requiredText(step, 'action');
  if (action !== ACTION) throw new NotSimulatedError(`action ${action} of an Automation document`);
  allowOnly(step, STEP_KEYS);
  const onFailure = optionalText(step, 'onFailure') ?? 'Abort';
  if (onFailure !== 'Abort') throw new NotSimulatedError(`onFailure ${onFailure} of an Automation step`);
  const inputs = objectIn(step, 'inputs');
  allowOnly(inputs, ['FunctionName', 'InputPayload', 'InvocationType', 'Payload']);
  return {
    name: requiredText(step, 'name'),
    functionName: requiredText(inputs, 'FunctionName'),
    invocationType: optionalText(inputs, 'InvocationType') ?? 'RequestResponse',
    payload: inputs.InputPayload ?? inputs.Payload ?? {},
  };
}
