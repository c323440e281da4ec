import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says why a role may act on more than one named resource, where cdk-nag's AwsSolutions asks for it. An app without
 * cdk-nag is not touched by it.
 *
 * @param resource as in the policy; it may hold references that only CloudFormation resolves
 */
export function acknowledgeWildcard(role: IConstruct, resource: string, reason: string): void {
  const shown = readable(Stack.of(role).resolve(resource));
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${shown}]`, reason });
}

/** The same for an action that stands for several, such as `kms:GenerateDataKey*`. */
export function acknowledgeActions(role: IConstruct, action: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Action::${action}]`, reason });
}

/** The form in which cdk-nag names a resource: references in angle brackets. */
function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', undefined]] = Object.entries(value as object);
  if (name === 'Fn::Join') return (argument as [string, unknown[]])[1].map(readable).join('');
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  return name === 'Ref' ? `<${String(argument)}>` : String(value);
}
