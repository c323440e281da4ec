import type { JsonObject } from '../../aws/cloudformation/template';
import { TASK_RUN_KEYS } from './task-names';

/** What the document of a task has to know. */
export interface TaskDocumentFacts {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly evidence: string;
  /** Name of the document that does the work. */
  readonly documentName: string;
  /** What it is started with. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Seconds after which a run that has not ended is stopped waiting for. */
  readonly timeoutSeconds: number;
  readonly tableName: string;
  /** Name of the function of the incident engine, which knows who has a role now. */
  readonly engineName: string;
}

/** Parameter with the instant a run is scheduled for; Scheduler fills it in, the same at every attempt and at a double start. */
export const SCHEDULED_TIME_PARAMETER = 'ScheduledTime';

/**
 * The Automation document that a schedule starts. Scheduler starts at least once, and has no token that Systems Manager would take for
 * one: its scheduled time is no UUID, and its execution id another at every attempt. So a run first claims its scheduled time in a table, by a conditional
 * write that one of several wins; the others end without doing anything. Then it starts the runbook, and writes down what came of it: the
 * row is the evidence. When it fails, is cancelled, or cannot be written down, the engine opens an OpsItem and notifies the owner.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html,
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
 */
export function taskDocument(facts: TaskDocumentFacts): JsonObject {
  const { id, title, owner, evidence, documentName, parameters, timeoutSeconds, engineName } = facts;
  return {
    schemaVersion: '0.3',
    description: `Maintenance task ${id}: ${title}. Started by its schedule; a second start for the same scheduled time does nothing. Evidence: ${evidence}`,
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: {
      [SCHEDULED_TIME_PARAMETER]: {
        type: 'String',
        allowedPattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$',
        description: '(Required) The instant it is scheduled for, such as 2026-03-02T04:00:00Z; filled in by the schedule.',
      },
      AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', description: '(Required) The role it runs with; filled in where it is deployed.' },
    },
    variables: { Report: { type: 'String', default: 'nothing yet' } },
    mainSteps: [
      {
        ...write(facts, 'claim', 'Claims the scheduled time. Of two starts one succeeds.', { outcome: 'running' }),
        onFailure: 'step:readClaim',
        isCritical: false,
        nextStep: 'run',
      },
      {
        name: 'readClaim',
        description: 'Which run has it. A table that does not answer is a failure of the task.',
        action: 'aws:executeAwsApi',
        timeoutSeconds: 25,
        maxAttempts: 3,
        onFailure: 'step:notifyOwner',
        inputs: { Service: 'dynamodb', Api: 'GetItem', TableName: facts.tableName, Key: keyOf(facts), ConsistentRead: true },
        outputs: [{ Name: 'Execution', Selector: '$.Item.execution.S', Type: 'String' }],
      },
      {
        name: 'chooseClaimed',
        description: 'A claim whose answer was lost is one all the same.',
        action: 'aws:branch',
        inputs: {
          Choices: [{ NextStep: 'run', Variable: '{{ readClaim.Execution }}', StringEquals: '{{ automation:EXECUTION_ID }}' }],
          Default: 'alreadyStarted',
        },
      },
      {
        name: 'alreadyStarted',
        description: 'Another run does the work.',
        action: 'aws:updateVariable',
        isEnd: true,
        inputs: { Name: 'variable:Report', Value: `{{ readClaim.Execution }} has ${id} of {{ ${SCHEDULED_TIME_PARAMETER} }}: nothing was done.` },
      },
      {
        name: 'run',
        description: 'Starts the runbook, and waits for its end.',
        action: 'aws:executeAutomation',
        timeoutSeconds,
        maxAttempts: 1,
        onFailure: 'step:recordFailure',
        onCancel: 'step:recordFailure',
        inputs: { DocumentName: documentName, RuntimeParameters: parameters },
      },
      {
        ...write(facts, 'recordSuccess', 'Writes down that it was done, and by which run.', { outcome: 'done', runbookExecution: '{{ run.ExecutionId }}' }),
        onFailure: 'step:notifyOwner',
        isEnd: true,
      },
      {
        ...write(facts, 'recordFailure', 'Writes down that it was not done.', { outcome: 'failed' }),
        onFailure: 'step:notifyOwner',
        nextStep: 'notifyOwner',
      },
      {
        name: 'notifyOwner',
        description: 'Hands it to the incident engine, which opens an OpsItem and notifies whoever has the role.',
        action: 'aws:invokeLambdaFunction',
        timeoutSeconds: 25,
        maxAttempts: 3,
        onFailure: 'Abort',
        isEnd: true,
        inputs: {
          FunctionName: engineName,
          InvocationType: 'Event',
          InputPayload: {
            kind: 'maintenance',
            what: 'task failed',
            task: id,
            title,
            owner,
            scheduledTime: `{{ ${SCHEDULED_TIME_PARAMETER} }}`,
            execution: '{{ automation:EXECUTION_ID }}',
          },
        },
      },
    ],
    outputs: ['run.ExecutionId'],
  };
}

function keyOf({ id }: TaskDocumentFacts): JsonObject {
  return { [TASK_RUN_KEYS.partition]: { S: id }, [TASK_RUN_KEYS.sort]: { S: `{{ ${SCHEDULED_TIME_PARAMETER} }}` } };
}

/** Writes the row of the scheduled time, unless another run has it. */
function write(facts: TaskDocumentFacts, name: string, description: string, attributes: Readonly<Record<string, string>>): JsonObject {
  const texts = {
    ...attributes,
    owner: facts.owner,
    runbook: facts.documentName,
    execution: '{{ automation:EXECUTION_ID }}',
    writtenAt: '{{ global:DATE_TIME }}',
  };
  return {
    name,
    description,
    action: 'aws:executeAwsApi',
    timeoutSeconds: 25,
    maxAttempts: 3,
    inputs: {
      Service: 'dynamodb',
      Api: 'PutItem',
      TableName: facts.tableName,
      Item: { ...keyOf(facts), ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, { S: text }])) },
      ConditionExpression: 'attribute_not_exists(#task) OR #execution = :execution',
      ExpressionAttributeNames: { '#task': TASK_RUN_KEYS.partition, '#execution': 'execution' },
      ExpressionAttributeValues: { ':execution': { S: '{{ automation:EXECUTION_ID }}' } },
    },
  };
}
