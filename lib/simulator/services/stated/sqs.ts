import { lastPartOfArn } from '../../../aws/arn';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import type { Stated } from './stated-resources';
import { statedService, textsIn, type StatedCall } from './stated-service';

/** Messages a queue is moved by in a second, when neither the call nor the queue says so. */
const MESSAGES_PER_SECOND = 50;
/** Seconds a received message is hidden, when nothing is said. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const SECONDS_HIDDEN = 30;
/** Messages one call can take. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const MAX_RECEIVED = 10;

/** Queues with their messages. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html */
export const STATED_SQS = statedService(
  { name: 'sqs', title: 'Simple Queue Service', denied: 'AccessDenied', invalid: 'MissingParameter' },
  {
    'sqs queue': { key: ['QueueName'], like: 'sqs:GetQueueAttributes $', besides: ['Messages', 'Hidden', 'MessagesPerSecond', 'moveFails'] },
    'sqs message move task': { key: ['SourceArn', 'TaskHandle'], like: 'sqs:ListMessageMoveTasks $.Results[0]' },
  },
  {
    GetQueueUrl: {
      effect: 'read',
      input: ['QueueName'],
      resource: (input, call) => call.arn(String(input.QueueName)),
      run: (input, call) => ({ QueueUrl: urlOf(queueOf(String(input.QueueName), call), call) }),
    },
    GetQueueAttributes: {
      effect: 'read',
      input: ['QueueUrl', 'AttributeNames'],
      resource: queueArn,
      run: (input, call) => {
        const queue = queueOf(nameIn(input), call);
        const asked = textsIn(input, 'AttributeNames') ?? [];
        const all: JsonObject = {
          QueueArn: queueArn(input, call),
          ApproximateNumberOfMessages: String(visibleIn(queue).length),
          ApproximateNumberOfMessagesNotVisible: String(messagesOf(queue).length - visibleIn(queue).length),
          ApproximateNumberOfMessagesDelayed: '0',
          ...(queue.Attributes as JsonObject | undefined),
        };
        return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name))) };
      },
    },
    ReceiveMessage: {
      effect: 'write',
      input: [
        'QueueUrl',
        'MaxNumberOfMessages',
        'VisibilityTimeout',
        'WaitTimeSeconds',
        'AttributeNames',
        'MessageAttributeNames',
        'MessageSystemAttributeNames',
      ],
      resource: queueArn,
      run: (input, call) => {
        const count = Number(input.MaxNumberOfMessages ?? 1);
        if (!(count >= 1 && count <= MAX_RECEIVED)) throw new ServiceError('InvalidParameterValue', `MaxNumberOfMessages must be 1 to ${MAX_RECEIVED}`);
        const queue = queueOf(nameIn(input), call);
        const messages = visibleIn(queue).slice(0, count);
        hide(queue, messages, Number(input.VisibilityTimeout ?? SECONDS_HIDDEN), call);
        if (messages.length === 0) return {};
        return { Messages: messages.map((message) => ({ ReceiptHandle: `receipt-${String(message.MessageId)}`, ...message })) };
      },
    },
    ListDeadLetterSourceQueues: {
      effect: 'read',
      input: ['QueueUrl'],
      resource: queueArn,
      run: (input, call) => {
        queueOf(nameIn(input), call);
        const sources = call.store.list('sqs queue', call.region).filter((queue) => redrivesTo(queue, queueArn(input, call)));
        return { queueUrls: sources.map((queue) => urlOf(queue, call)) };
      },
    },
    SendMessage: {
      effect: 'write',
      input: ['QueueUrl', 'MessageBody'],
      resource: queueArn,
      run: (input, call) => {
        const queue = queueOf(nameIn(input), call);
        const id = call.nextId();
        setMessages(queue, [...messagesOf(queue), { MessageId: id, Body: String(input.MessageBody) }]);
        return { MessageId: id };
      },
    },
    DeleteMessage: {
      effect: 'write',
      input: ['QueueUrl', 'ReceiptHandle'],
      resource: queueArn,
      run: (input, call) => {
        const queue = queueOf(nameIn(input), call);
        const id = String(input.ReceiptHandle).replace(/^receipt-/, '');
        if (!messagesOf(queue).some(({ MessageId }) => MessageId === id))
          throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
        setMessages(
          queue,
          messagesOf(queue).filter(({ MessageId }) => MessageId !== id),
        );
        return {};
      },
    },
    StartMessageMoveTask: { effect: 'write', input: ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'], resource: sourceArn, run: startMove },
    ListMessageMoveTasks: {
      effect: 'read',
      input: ['SourceArn', 'MaxResults'],
      resource: sourceArn,
      run: (input, call) => ({ Results: tasksOf(sourceArn(input), call).slice(0, Number(input.MaxResults ?? 1)) }),
    },
    CancelMessageMoveTask: {
      effect: 'write',
      input: ['TaskHandle'],
      // The queue from which the task moves.
      resource: (input, call) => String(taskOf(input, call)?.SourceArn ?? call.arn('*')),
      run: (input, call) => {
        const task = taskOf(input, call);
        if (task?.Status !== 'RUNNING') throw new ServiceError('ResourceNotFoundException', 'There is no running task with this handle.');
        task.Status = 'CANCELLED';
        return { ApproximateNumberOfMessagesMoved: task.ApproximateNumberOfMessagesMoved };
      },
    },
  },
);

function taskOf({ TaskHandle: handle }: CallInput, call: StatedCall): Stated | undefined {
  const tasks = call.store.isStated('sqs message move task', call.region) ? call.store.list('sqs message move task', call.region) : [];
  return tasks.find(({ TaskHandle }) => TaskHandle === handle);
}

/** Moves the messages there are, in the time they take; all at once when it is over. */
function startMove(input: CallInput, call: StatedCall): JsonObject {
  const source = queueOf(lastPartOfArn(sourceArn(input)), call);
  if (tasksOf(sourceArn(input), call).some(({ Status }) => Status === 'RUNNING')) {
    throw new ServiceError('UnsupportedOperation', 'There is already a running task for this source queue.');
  }
  const destination = input.DestinationArn === undefined ? undefined : queueOf(lastPartOfArn(String(input.DestinationArn)), call);
  const moved = messagesOf(source);
  const task = call.store.put('sqs message move task', call.region, {
    TaskHandle: call.nextId(),
    SourceArn: sourceArn(input),
    ...(input.DestinationArn !== undefined && { DestinationArn: String(input.DestinationArn) }),
    Status: 'RUNNING',
    ApproximateNumberOfMessagesToMove: moved.length,
    ApproximateNumberOfMessagesMoved: 0,
    StartedTimestamp: call.now.getTime(),
  });
  const perSecond = Number(input.MaxNumberOfMessagesPerSecond ?? source.MessagesPerSecond ?? MESSAGES_PER_SECOND);
  call.after(Math.ceil(moved.length / perSecond), () => {
    if (task.Status !== 'RUNNING') return;
    if (source.moveFails !== undefined) return void Object.assign(task, { Status: 'FAILED', FailureReason: source.moveFails });
    setMessages(
      source,
      messagesOf(source).filter((message) => !moved.includes(message)),
    );
    if (destination !== undefined) setMessages(destination, [...messagesOf(destination), ...moved]);
    Object.assign(task, { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: moved.length });
  });
  return { TaskHandle: task.TaskHandle! };
}

function tasksOf(source: string, call: StatedCall): readonly Stated[] {
  if (!call.store.isStated('sqs message move task', call.region)) return [];
  return call.store
    .list('sqs message move task', call.region)
    .filter(({ SourceArn }) => SourceArn === source)
    .toReversed();
}

/** Messages nobody has received a moment ago. */
function visibleIn(queue: Stated): readonly JsonObject[] {
  const hidden = hiddenIn(queue);
  return messagesOf(queue).filter(({ MessageId }) => !hidden.includes(String(MessageId)));
}

function hiddenIn({ Hidden: hidden = [] }: Stated): readonly string[] {
  return hidden as readonly string[];
}

function hide(queue: Stated, messages: readonly JsonObject[], seconds: number, call: StatedCall): void {
  const ids = messages.map(({ MessageId }) => String(MessageId));
  if (ids.length === 0) return;
  queue.Hidden = [...hiddenIn(queue), ...ids];
  call.after(seconds, () => void (queue.Hidden = hiddenIn(queue).filter((id) => !ids.includes(id))));
}

function redrivesTo({ Attributes: attributes }: Stated, arn: string): boolean {
  return isJsonObject(attributes) && String(attributes.RedrivePolicy ?? '').includes(`"${arn}"`);
}

function messagesOf({ Messages: messages = [] }: Stated): readonly JsonObject[] {
  return messages as readonly JsonObject[];
}

function setMessages(queue: Stated, messages: readonly JsonObject[]): void {
  queue.Messages = messages as JsonValue;
}

function queueOf(name: string, call: StatedCall): Stated {
  return call.existing('sqs queue', name, new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.'));
}

function urlOf({ QueueName }: Stated, call: StatedCall): string {
  return `https://sqs.${call.region}.amazonaws.com/${call.accountId}/${String(QueueName)}`;
}

/** The name stands at the end of the address of a queue. */
function nameIn({ QueueUrl: url }: CallInput): string {
  return String(url).split('/').at(-1)!;
}

function queueArn(input: CallInput, call: StatedCall): string {
  return call.arn(nameIn(input));
}

function sourceArn({ SourceArn: arn }: CallInput): string {
  return String(arn);
}
