import { Token } from 'aws-cdk-lib';
import type { IAlias, IFunction, IVersion } from 'aws-cdk-lib/aws-lambda';

/** A function as its metrics name it. */
interface NamedFunction {
  readonly functionName: string;
  /** Alias or version. */
  readonly qualifier?: string;
}

/** Position of the name in the ARN of a function, and of its alias or version. */
const [NAME, QUALIFIER] = [6, 7];

/**
 * The function and, of an alias or a version, its qualifier. Both are functions to the CDK, and so is what is imported
 * by an ARN or a name with a qualifier, which the CDK drops.
 */
export function functionOf(lambda: IFunction): NamedFunction {
  if (isAlias(lambda)) return { functionName: lambda.version.lambda.functionName, qualifier: lambda.aliasName };
  if (isVersion(lambda)) return { functionName: lambda.lambda.functionName, qualifier: lambda.version };
  const parts = qualifiedArn(lambda.functionArn);
  return parts === undefined ? { functionName: lambda.functionName } : { functionName: parts[NAME]!, qualifier: parts[QUALIFIER]! };
}

function isAlias(lambda: IFunction): lambda is IAlias {
  return 'aliasName' in lambda && 'version' in lambda;
}

/** Whether a function is one of its versions. */
export function isVersion(lambda: IFunction): lambda is IVersion {
  return 'version' in lambda && 'lambda' in lambda;
}

/** The parts of an ARN with a qualifier; partition, region and account may be known at deployment only. */
function qualifiedArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length > QUALIFIER && !Token.isUnresolved(parts[NAME]) && !Token.isUnresolved(parts[QUALIFIER]) ? parts : undefined;
}
