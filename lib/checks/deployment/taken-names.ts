import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { JsonValue } from '../../aws/cloudformation/template';
import type { Problem } from '../../problems/problem';
import { valueAt } from './compare-resources';
import { stackKey } from './deployment-order';
import { isKept } from './leftovers';
import { referencesIn } from './template-references';
import { identityOf } from './update-behaviour';

/** Services whose names are unique in an account, or everywhere, and not only in a region. */
const GLOBAL = /^AWS::(?:IAM|Budgets|CloudFront|Route53|S3|Chatbot)::/;
/** Putting one under a name in use updates the one there is: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
const SHARED_NAMES: readonly string[] = ['AWS::CloudWatch::AlarmMuteRule'];

interface NamedResource {
  readonly stack: LoadedStack;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Names that a new resource would find in use: CloudFormation makes what is new before it deletes what is gone, and a stack that is
 * deployed later, or no more, has its resources still.
 *
 * @param order stacks as they are deployed
 */
export function takenNames(deployed: readonly LoadedStack[], order: readonly LoadedStack[]): Problem[] {
  const holders = new Map(deployed.flatMap(namedResources).map((each) => [each.name, each]));
  return order.flatMap((stack, position) => {
    return namedResources(stack).flatMap((added): Problem[] => {
      const holder = holders.get(added.name);
      if (holder === undefined || isItself(holder, added) || isGoneBy(holder, order.slice(0, position))) return [];
      return [
        {
          code: 'DEP005',
          level: 'error',
          where: { file: stack.file, path: `Resources.${added.logicalId}` },
          what: `the name of a new ${added.type} is in use by another resource when it is made`,
          received: `${nameText(added)}, of ${holder.stack.stackName}/${holder.logicalId}`,
          allowed: 'a name that is free before the deployment, or the same logical id in the same stack',
          change: 'rename it, or remove the old one with a deployment of its own',
        },
      ];
    });
  });
}

function isItself(one: NamedResource, other: NamedResource): boolean {
  return stackKey(one.stack) === stackKey(other.stack) && one.logicalId === other.logicalId;
}

/** Whether a deployed resource has been deleted when only `before` have been deployed. */
function isGoneBy({ stack, logicalId }: NamedResource, before: readonly LoadedStack[]): boolean {
  const next = before.find((each) => stackKey(each) === stackKey(stack));
  return next !== undefined && next.template.Resources[logicalId] === undefined && !isKept(stack.template.Resources[logicalId]);
}

/** The resources of a stack whose name is written in the template. */
function namedResources(stack: LoadedStack): NamedResource[] {
  return Object.entries(stack.template.Resources).flatMap(([logicalId, { Type: type, Properties: properties = {} }]) => {
    const identity = identityOf(type);
    if (identity.length === 0 || SHARED_NAMES.includes(type)) return [];
    const values = identity.map((path) => valueAt(properties, path));
    if (values.some((value) => value === undefined)) return [];
    // A name made of something of its own stack is only that stack's.
    const isLocal = referencesIn(values as readonly JsonValue[]).length > 0;
    const scope = isLocal ? stackKey(stack) : `${stack.account}/${GLOBAL.test(type) ? '' : stack.region}`;
    return [{ stack, logicalId, type, name: JSON.stringify([type, scope, values]) }];
  });
}

function nameText({ name }: NamedResource): string {
  const [, , values] = JSON.parse(name) as [string, string, JsonValue[]];
  return values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ');
}
