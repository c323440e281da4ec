import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { booleanOr, optionalText } from '../../../aws/assembly/property';
import { NotSimulatedError } from '../../../aws/errors';
import type { NotSimulatedParts } from '../../core/not-simulated';

/**
 * The sources that functions take events from by themselves, by their ARN, each with why it cannot be determined what
 * becomes of what is sent there: Lambda polls queues and streams, and that is not simulated. Every mapping is noted.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 */
export function readEventSources(stacks: readonly LoadedStack[], notSimulated: NotSimulatedParts): ReadonlyMap<string, NotSimulatedError> {
  const sources = new Map<string, NotSimulatedError>();
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::Lambda::EventSourceMapping') continue;
    notSimulated.attempt(resource, () => {
      const { properties } = resource;
      if (!booleanOr(properties, 'Enabled', true)) return;
      const source = optionalText(properties, 'EventSourceArn');
      const doubt = doubtOf(resource, source ?? 'a source of its own', optionalText(properties, 'FunctionName') ?? 'a function');
      if (source !== undefined) sources.set(source, doubt);
      throw doubt;
    });
  }
  return sources;
}

function doubtOf({ stackName, logicalId }: LoadedResource, source: string, functionName: string): NotSimulatedError {
  return new NotSimulatedError(`what ${functionName} does with what it takes from ${source}`, `${stackName}/${logicalId}`);
}
