/** An operation that EventBridge Scheduler calls by itself. */
export interface UniversalTarget {
  /** As in `ssm`. */
  readonly service: string;
  /** As in `StartAutomationExecution`. */
  readonly operation: string;
}

/** ARN of the universal target of an operation, such as `arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution`. */
export function universalTargetArn({ service, operation }: UniversalTarget, partition: string): string {
  return `arn:${partition}:scheduler:::aws-sdk:${service}:${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
}

/**
 * The operation of a universal target: the service in lower case, the operation as it is written with a small first letter; undefined for
 * any other ARN. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function universalTarget(arn: string): UniversalTarget | undefined {
  const [, service, first, rest] = /^arn:[^:]+:scheduler:::aws-sdk:([a-z0-9]+):([a-z])([A-Za-z0-9]*)$/.exec(arn) ?? [];
  return service === undefined ? undefined : { service, operation: `${first!.toUpperCase()}${rest}` };
}
