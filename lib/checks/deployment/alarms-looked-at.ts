import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import type { JsonValue, TemplateResource } from '../../aws/cloudformation/template';
import type { Problem } from '../../problems/problem';
import { stackKey } from './deployment-order';
import type { StackUpdate } from './stack-update';

const COMPOSITE_ALARM = 'AWS::CloudWatch::CompositeAlarm';

/**
 * Alarms that would go while a composite alarm of another stack still looks at them. CloudWatch deletes no such alarm; CloudFormation
 * tries, gives up on it and calls the update complete: it stays, notifies on, and its name is taken.
 *
 * @param order stacks as they are deployed
 */
export function alarmsLookedAt(deployed: readonly LoadedStack[], order: readonly LoadedStack[], updates: readonly StackUpdate[]): Problem[] {
  const looking = deployed.flatMap((stack) => compositesOf(stack).map(([logicalId, children]) => ({ stack, logicalId, children })));
  return updates.flatMap(({ before, after }) => {
    const position = order.indexOf(after);
    const kept = new Set(alarmsOf(after).map(([, name]) => name));
    return alarmsOf(before).flatMap(([id, name]): Problem[] => {
      if (kept.has(name)) return [];
      const [parent] = looking.filter(({ stack, logicalId, children }) => {
        if (stack.region !== before.region || stackKey(stack) === stackKey(before) || !children.has(name)) return false;
        // Whoever is deployed earlier and looks at it no longer is out of the way by then.
        const earlier = order.slice(0, position).find((each) => stackKey(each) === stackKey(stack));
        return earlier === undefined || childrenOf(earlier.template.Resources[logicalId]).has(name);
      });
      if (parent === undefined) return [];
      return [
        {
          code: 'DEP008',
          level: 'error',
          where: { file: before.file, path: `Resources.${id}` },
          what: 'an alarm goes while a composite alarm of another stack looks at it',
          received: `${name}, looked at by ${parent.stack.stackName}/${parent.logicalId}`,
          allowed: 'alarms that stay for as long as others look at them',
          change: `deploy ${parent.stack.stackName} first, without the alarm in its rule (cdk deploy --exclusively)`,
        },
      ];
    });
  });
}

/** Logical id and name of the alarms whose name is written in the template. */
function alarmsOf({ template }: LoadedStack): [string, string][] {
  return Object.entries(template.Resources).flatMap(([id, { Type: type, Properties: { AlarmName: name } = {} }]) =>
    (type === 'AWS::CloudWatch::Alarm' || type === COMPOSITE_ALARM) && typeof name === 'string' ? [[id, name]] : [],
  );
}

function compositesOf({ template }: LoadedStack): [string, ReadonlySet<string>][] {
  return Object.entries(template.Resources).flatMap(([id, resource]) => (resource.Type === COMPOSITE_ALARM ? [[id, childrenOf(resource)]] : []));
}

/** Names that a rule has in quotes, by themselves or at the end of an ARN; what refers to the same template is left out. */
function childrenOf(resource: TemplateResource | undefined): ReadonlySet<string> {
  const rule = resource?.Properties?.AlarmRule;
  const text = rule === undefined ? '' : textsIn(rule).join('');
  return new Set([...text.matchAll(/"([^"]+)"/g)].map(([, named]) => named!.split(':alarm:').at(-1)!));
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return 'Fn::Join' in value ? textsIn(value['Fn::Join']!) : [];
}
