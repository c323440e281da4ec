import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { NotSimulatedError, orDoubt } from '../../../aws/errors';
import type { Problem } from '../../../problems/problem';
import { ALARMS } from '../scopes';
import { TOPIC } from '../topic-and-key/alarm-topics';
import { alarmActions, isTopicArn } from './alarm-actions';

/**
 * Topics that alarms notify and nobody vouches for: neither a template has them nor are they known to exist (TPL003). A message to a
 * topic that does not exist is lost without a word. Actions that cannot be read are findings of the checks.
 *
 * @param known ARNs of topics outside of the templates
 */
export function unknownTopics(stacks: readonly LoadedStack[], known: readonly string[]): Problem[] {
  const resources = stacks.flatMap((stack) => stack.resources);
  const there = new Set([...known, ...resources.filter(({ type }) => type === TOPIC).map(referenceOf)]);
  return resources.filter((resource) => ALARMS.includes(resource)).flatMap((alarm) => unknownTopicsOf(alarm, there));
}

function unknownTopicsOf(alarm: LoadedResource, there: ReadonlySet<string | undefined>): Problem[] {
  const actions = orDoubt(() => alarmActions(alarm));
  if (actions instanceof NotSimulatedError) return [];
  return actions.flatMap(({ target }): Problem[] => {
    const { value } = target;
    if (typeof value !== 'string' || !isTopicArn(value) || there.has(value)) return [];
    return [
      {
        code: 'TPL003',
        level: 'error',
        where: { file: alarm.stack.file, path: `Resources.${alarm.logicalId}.${target.path}` },
        what: 'the alarm notifies a topic that nobody knows',
        received: value,
        allowed: 'a topic of the templates, or one that --known-topic names',
        change: 'correct the ARN, or name it with --known-topic',
      },
    ];
  });
}

function referenceOf(topic: LoadedResource): string | undefined {
  const reference = orDoubt(() => topic.ref);
  return reference instanceof NotSimulatedError ? undefined : reference;
}
