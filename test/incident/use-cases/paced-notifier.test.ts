import type { Message } from '../../../lib/incident/message/message';
import { pacedNotifier } from '../../../lib/incident/use-cases/paced-notifier';

const MESSAGE: Message = { subject: 'S1', email: 'S1', sms: 'S1', https: '{}' };
const topicOf = (person: string) => ({ region: 'eu-central-1', arn: `arn:aws:sns:eu-central-1:123456789012:edi-prod-person-${person}` });

/** A clock that only waiting moves, and when each topic got a message, milliseconds. */
function paced() {
  let clock = 1_000_000;
  const sent: { readonly at: number; readonly arn: string }[] = [];
  const notifier = pacedNotifier(
    { publish: async ({ arn }) => void sent.push({ at: clock - 1_000_000, arn }), reachesSomebody: async () => true },
    { now: () => clock, wait: async (milliseconds) => void (clock += milliseconds) },
  );
  return { notifier, sent };
}

describe('messages of a run (9.9)', () => {
  test('reach nobody more than eight times a second, however many incidents there are', async () => {
    const { notifier, sent } = paced();
    for (let incident = 0; incident < 40; incident++) await notifier.publish(topicOf('ana'), MESSAGE);
    const inOneSecond = sent.map(({ at }) => sent.filter((each) => each.at >= at && each.at < at + 1_000).length);
    expect(sent).toHaveLength(40);
    expect(Math.max(...inOneSecond)).toBe(8);
  });

  test('to different people wait for nothing', async () => {
    const { notifier, sent } = paced();
    await notifier.publish(topicOf('ana'), MESSAGE);
    await notifier.publish(topicOf('ben'), MESSAGE);
    await notifier.publish(topicOf('ana'), MESSAGE);
    expect(sent.map(({ at }) => at)).toEqual([0, 0, 125]);
  });
});
