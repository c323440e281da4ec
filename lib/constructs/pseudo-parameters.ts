import { Fn, Token } from 'aws-cdk-lib';

/**
 * A copy of plain data in which texts that name the account, region or partition they are deployed to
 * (`${AWS::Region}`) are filled in by CloudFormation, which alone knows them.
 */
export function fillPseudoParameters<T>(data: T): T {
  return fill(data) as T;
}

function fill(data: unknown): unknown {
  if (typeof data === 'string') return !Token.isUnresolved(data) && data.includes('${AWS::') ? Fn.sub(data) : data;
  if (Array.isArray(data)) return data.map(fill);
  if (typeof data !== 'object' || data === null || Token.isUnresolved(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, fill(value)]));
}
