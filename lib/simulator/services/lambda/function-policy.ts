import { functionNameOf, parseArn } from '../../../aws/arn';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, optionalText, requiredText } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import type { PolicyStatement } from '../../../aws/iam/policy';
import { LAMBDA_RESOURCES } from './resources';

/** The resource policy of a function. */
export interface FunctionPolicy {
  readonly statements: readonly PolicyStatement[];
  /** Set when a permission could not be read: it may be one for this function. */
  readonly unread?: NotSimulatedError;
}

/**
 * The policy that the permissions of the templates give a function. As Lambda writes it, a source is compared with
 * ArnLike and its account with StringEquals. Permissions for a version or an alias say nothing about the function
 * itself. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function readFunctionPolicy(functionArn: string, stacks: readonly LoadedStack[]): FunctionPolicy {
  const statements: PolicyStatement[] = [];
  let unread: NotSimulatedError | undefined;
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::Lambda::Permission') continue;
    try {
      if (isFor(resource, functionArn)) statements.push(statementOf(resource, functionArn));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      unread ??= error;
    }
  }
  return { statements, unread };
}

/** A function is named by its name, its ARN, or the end of its ARN from the account on. */
function isFor({ properties, region }: LoadedResource, functionArn: string): boolean {
  const named = requiredText(properties, 'FunctionName');
  const { region: functionRegion, account, resource } = parseArn(functionArn)!;
  return region === functionRegion && [functionArn, functionNameOf(functionArn), `${account}:${resource}`].includes(named);
}

function statementOf({ properties, stackName, logicalId }: LoadedResource, functionArn: string): PolicyStatement {
  allowOnly(properties, LAMBDA_RESOURCES['AWS::Lambda::Permission']);
  const principal = requiredText(properties, 'Principal');
  const isService = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(principal);
  const sourceArn = optionalText(properties, 'SourceArn');
  const sourceAccount = optionalText(properties, 'SourceAccount');
  const urlAuthType = optionalText(properties, 'FunctionUrlAuthType');
  const equals = {
    ...(sourceAccount !== undefined && { 'AWS:SourceAccount': sourceAccount }),
    ...(urlAuthType !== undefined && { 'lambda:FunctionUrlAuthType': urlAuthType }),
  };
  const condition: JsonObject = {
    ...(sourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(properties.InvokedViaFunctionUrl === true && { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }),
  };
  return {
    name: `${logicalId} of ${stackName}`,
    body: {
      Effect: 'Allow',
      Principal: principal === '*' ? '*' : { [isService ? 'Service' : 'AWS']: principal },
      Action: requiredText(properties, 'Action'),
      Resource: functionArn,
      ...(Object.keys(condition).length > 0 && { Condition: condition }),
    },
  };
}
