import { functionNameOf } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { ServiceError } from '../../../aws/errors';
import { authorizeIdentity } from '../../core/authorize-identity';
import { deployedOfType, findDeployed } from '../../core/deployed-resource';
import { outsideTemplates } from '../../core/not-simulated';
import { requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { readFunctionPolicy } from './function-policy';
import type { LAMBDA_OPERATIONS } from './operations';

type DescriptionName = 'GetFunctionConfiguration' | 'GetFunctionConcurrency' | 'GetFunctionEventInvokeConfig' | 'GetPolicy';

/** The functions of the templates as Lambda describes them. */
export class DescriptionOperations {
  readonly runs: Pick<OperationRuns<typeof LAMBDA_OPERATIONS>, DescriptionName> = {
    GetFunctionConfiguration: (input, call) => this.#configuration(input, call),
    GetFunctionConcurrency: (input, call) => this.#concurrency(input, call),
    GetFunctionEventInvokeConfig: (input, call) => this.#invocations(input, call),
    GetPolicy: (input, call) => this.#policy(input, call),
  };

  constructor(private readonly stacks: readonly LoadedStack[]) {}

  /** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
  #configuration(input: CallInput, call: CallContext): CallOutput {
    const found = this.#function('lambda:GetFunctionConfiguration', input, call);
    const { Runtime, Role, Handler, Timeout = DEFAULT_TIMEOUT, MemorySize, DeadLetterConfig, Environment, LoggingConfig } = found.properties;
    const set = Object.entries({ Runtime, Role, Handler, Timeout, MemorySize, DeadLetterConfig, Environment, LoggingConfig });
    return {
      FunctionName: found.ref,
      FunctionArn: found.attribute('Arn'),
      ...Object.fromEntries(set.filter(([, value]) => value !== undefined)),
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Version: '$LATEST',
    };
  }

  /** Without reserved concurrency an answer without members. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
  #concurrency(input: CallInput, call: CallContext): CallOutput {
    const { ReservedConcurrentExecutions } = this.#function('lambda:GetFunctionConcurrency', input, call).properties;
    return ReservedConcurrentExecutions === undefined ? {} : { ReservedConcurrentExecutions };
  }

  /** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
  #invocations(input: CallInput, call: CallContext): CallOutput {
    const found = this.#function('lambda:GetFunctionEventInvokeConfig', input, call);
    const FunctionArn = found.attribute('Arn');
    const configs = deployedOfType(this.stacks, 'AWS::Lambda::EventInvokeConfig', call.region);
    const config = findDeployed(configs, ({ properties: { FunctionName: name } }) => name === found.ref || name === FunctionArn);
    if (config === undefined) throw new ServiceError('ResourceNotFoundException', `The function ${FunctionArn}:$LATEST doesn't have an EventInvokeConfig`);
    const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = config.properties;
    const set = Object.entries({ MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig }).filter(([, value]) => value !== undefined);
    return { FunctionArn, ...Object.fromEntries(set) };
  }

  /** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
  #policy(input: CallInput, call: CallContext): CallOutput {
    const arn = this.#function('lambda:GetPolicy', input, call).attribute('Arn');
    const { statements, unread } = readFunctionPolicy(arn, this.stacks);
    if (unread !== undefined) throw unread;
    if (statements.length === 0) throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.');
    return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements.map(({ name: Sid, body }) => ({ Sid, ...body })) }) };
  }

  #function(action: string, input: CallInput, call: CallContext): LoadedResource {
    const name = requiredInput(input, 'FunctionName');
    const functions = deployedOfType(this.stacks, 'AWS::Lambda::Function', call.region);
    const found = findDeployed(functions, (each) => each.ref === (functionNameOf(name) ?? name));
    if (found === undefined) throw outsideTemplates('function', name);
    authorizeIdentity(action, found.attribute('Arn'), call);
    return found;
  }
}

/** Seconds. https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const DEFAULT_TIMEOUT = 3;
