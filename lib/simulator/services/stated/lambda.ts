import { functionNameOf } from '../../../aws/arn';
import { ServiceError } from '../../../aws/errors';
import { requiredInput, type CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { inputMembers, membersOf, withoutMembers, statedService, type StatedCall } from './stated-service';

/** Seconds until a changed function can be published, when it is not stated. */
const SECONDS_OF_UPDATE = 5;
/** What a version has in common with the function it was published of; the rest is of its own. */
const OF_FUNCTION = ['FunctionArn', 'LastUpdateStatus', 'secondsOfUpdate'];

/** Functions with their versions, aliases and reserved concurrency. https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html */
export const STATED_LAMBDA = statedService(
  { name: 'lambda', title: 'Lambda' },
  {
    'lambda function': { key: ['FunctionName'], like: 'lambda:GetFunctionConfiguration $', besides: ['secondsOfUpdate'] },
    'lambda version': { key: ['FunctionName', 'Version'], like: 'lambda:ListVersionsByFunction $.Versions[0]' },
    'lambda alias': { key: ['FunctionName', 'Name'], like: 'lambda:GetAlias $' },
    'lambda concurrency': { key: ['FunctionName'], like: 'lambda:GetFunctionConcurrency $' },
  },
  {
    GetAlias: {
      input: ['FunctionName', 'Name'],
      effect: 'read',
      resource: functionArn,
      run: (input, call) => describeAlias(aliasOf(input, call), input, call),
    },
    UpdateAlias: {
      input: ['FunctionName', 'Name', 'FunctionVersion', 'Description', 'RoutingConfig'],
      effect: 'write',
      resource: functionArn,
      run: (input, call) => {
        const alias = aliasOf(input, call);
        const { FunctionVersion: version } = input;
        if (typeof version === 'string') call.existing('lambda version', [nameOf(input), version], notFound(`${functionArn(input, call)}:${version}`));
        Object.assign(alias, inputMembers(input, 'FunctionVersion', 'Description', 'RoutingConfig'));
        return describeAlias(alias, input, call);
      },
    },
    ListVersionsByFunction: {
      input: ['FunctionName'],
      effect: 'read',
      resource: functionArn,
      run: (input, call) => {
        const versions = call.store.list('lambda version', call.region).filter(({ FunctionName }) => FunctionName === nameOf(input));
        if (versions.length === 0) throw notFound(functionArn(input, call));
        return { Versions: versions.map((version) => describeFunction(version, input, call)) };
      },
    },
    GetFunctionConfiguration: {
      input: ['FunctionName', 'Qualifier'],
      effect: 'read',
      resource: functionArn,
      run: (input, call) => {
        const { Qualifier: qualifier } = input;
        const found =
          typeof qualifier === 'string' && qualifier !== '$LATEST'
            ? call.existing('lambda version', [nameOf(input), qualifier], notFound(`${functionArn(input, call)}:${qualifier}`))
            : call.existing('lambda function', nameOf(input), notFound(functionArn(input, call)));
        return describeFunction(found, input, call);
      },
    },
    UpdateFunctionConfiguration: {
      input: ['FunctionName', 'Description', 'MemorySize', 'Timeout'],
      effect: 'write',
      resource: functionArn,
      run: (input, call) => {
        const found = call.existing('lambda function', nameOf(input), notFound(functionArn(input, call)));
        if (found.LastUpdateStatus === 'InProgress') throw updateGoesOn(input, call);
        Object.assign(found, inputMembers(input, 'Description', 'MemorySize', 'Timeout'), { LastUpdateStatus: 'InProgress' });
        call.after(Number(found.secondsOfUpdate ?? SECONDS_OF_UPDATE), () => void (found.LastUpdateStatus = 'Successful'));
        return describeFunction(found, input, call);
      },
    },
    PublishVersion: {
      input: ['FunctionName', 'CodeSha256', 'Description'],
      effect: 'write',
      resource: functionArn,
      run: (input, call) => describeFunction(publish(input, call), input, call),
    },
    GetFunctionConcurrency: {
      input: ['FunctionName'],
      effect: 'read',
      resource: functionArn,
      run: (input, call) => {
        call.existing('lambda function', nameOf(input), notFound(functionArn(input, call)));
        const concurrency = call.store.find('lambda concurrency', call.region, nameOf(input));
        return concurrency === undefined ? {} : membersOf(concurrency, 'ReservedConcurrentExecutions');
      },
    },
    PutFunctionConcurrency: {
      input: ['FunctionName', 'ReservedConcurrentExecutions'],
      effect: 'write',
      resource: functionArn,
      run: (input, call) => {
        call.existing('lambda function', nameOf(input), notFound(functionArn(input, call)));
        const concurrency = inputMembers(input, 'ReservedConcurrentExecutions');
        call.store.put('lambda concurrency', call.region, { FunctionName: nameOf(input), ...concurrency });
        return concurrency;
      },
    },
  },
);

/**
 * The function as it is becomes a version, unless it is what the last version was already.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
function publish(input: CallInput, call: StatedCall): Stated {
  const found = call.existing('lambda function', nameOf(input), notFound(functionArn(input, call)));
  if (found.LastUpdateStatus === 'InProgress') throw updateGoesOn(input, call);
  const { CodeSha256: expected = found.CodeSha256 } = input;
  if (expected !== found.CodeSha256) {
    throw new ServiceError('InvalidParameterValueException', `CodeSHA256 (${String(expected)}) is different from current CodeSHA256 in $LATEST`);
  }
  const versions = call.store.list('lambda version', call.region).filter(({ FunctionName }) => FunctionName === nameOf(input));
  const made = { ...withoutMembers(found, ...OF_FUNCTION), ...inputMembers(input, 'Description') };
  const last = versions.toSorted((a, b) => Number(a.Version) - Number(b.Version)).at(-1);
  if (last !== undefined && last.CodeSha256 === made.CodeSha256 && last.Description === made.Description) return last;
  return call.store.put('lambda version', call.region, { State: 'Active', ...made, Version: String(Number(last?.Version ?? 0) + 1) });
}

function updateGoesOn(input: CallInput, call: StatedCall): ServiceError {
  return new ServiceError('ResourceConflictException', `An update is in progress for resource: ${functionArn(input, call)}`);
}

/** Functions are named by name or ARN. */
function nameOf(input: CallInput): string {
  const name = requiredInput(input, 'FunctionName');
  return functionNameOf(name) ?? name;
}

function functionArn(input: CallInput, call: StatedCall): string {
  return call.arn(`function:${nameOf(input)}`);
}

function aliasOf(input: CallInput, call: StatedCall): Stated {
  const name = requiredInput(input, 'Name');
  return call.existing('lambda alias', [nameOf(input), name], notFound(`${functionArn(input, call)}:${name}`, 'alias'));
}

function describeAlias(alias: Stated, input: CallInput, call: StatedCall): Stated {
  return { AliasArn: `${functionArn(input, call)}:${String(alias.Name)}`, ...withoutMembers(alias, 'FunctionName') };
}

function describeFunction(found: Stated, input: CallInput, call: StatedCall): Stated {
  return {
    FunctionArn: functionArn(input, call),
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Version: '$LATEST',
    ...withoutMembers(found, 'secondsOfUpdate'),
  };
}

function notFound(arn: string, what = 'function'): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Cannot find ${what} arn: ${arn}`);
}
