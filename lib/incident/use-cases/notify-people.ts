import { messageOf } from '../../problems/error-message';
import { personTopicName } from '../lifecycle/engine-policy';
import type { Message } from '../message/message';
import { homeTopic, type Engine } from './engine';
import { NoSuchTopicError } from './ports';

/** A message and whom it is for. */
export interface ForPeople {
  /** Name of the topic of the severity, where pagers, chat and integrations read the same; absent for what has no severity. */
  readonly topicName?: string;
  readonly message: Message;
  readonly people: readonly string[];
  /** Those of them who have been paged for the same already, a moment ago. */
  readonly except?: ReadonlySet<string>;
  /** It wakes nobody. */
  readonly quiet: boolean;
}

/** Whom a message did not go to. */
export interface NotNotified {
  readonly person: string;
  readonly why: string;
}

/**
 * Publishes a message to the topic of everybody it is for, all at once so that nobody waits for another, and then to the topic of
 * its severity. A failure there keeps nothing from people: it is logged.
 *
 * @returns whom it could not be published for
 * @throws Error when it could be published for nobody, and for somebody it may be tried again
 */
export async function notifyPeople(engine: Engine, { topicName, message, people, except, quiet }: ForPeople): Promise<readonly NotNotified[]> {
  const { notifier, policy } = engine;
  const meant = people.filter((person) => except?.has(person) !== true);
  const results = await Promise.allSettled(meant.map((person) => notifier.publish(homeTopic(engine, personTopicName(policy, person)), message, { quiet })));
  const failed = results.flatMap((result, index) => (result.status === 'rejected' ? [{ person: meant[index]!, error: result.reason as unknown }] : []));
  for (const { person, error } of failed)
    engine.log({ level: 'ERROR', code: 'person not notified', message: `${person} could not be notified: ${messageOf(error)}` });
  try {
    if (topicName !== undefined)
      await notifier.publish(homeTopic(engine, topicName), message, {
        responders: people.filter((person) => failed.every((each) => each.person !== person)),
        quiet,
      });
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'integrations not notified', message: `${topicName}: ${messageOf(error)}` });
  }
  const again = failed.find(({ error }) => !(error instanceof NoSuchTopicError));
  if (failed.length === people.length && again !== undefined) throw again.error;
  return failed.map(({ person, error }) => ({ person, why: messageOf(error) }));
}
