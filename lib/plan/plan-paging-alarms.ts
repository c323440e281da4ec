import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { atMost, wakesSomebody, type Severity } from '../incident/severity';
import type { MetricReference } from '../slo/sli/sli';
import { capitalize, shorten } from './alarm-description';
import { topicName } from './alarm-plan';
import type { IncidentNames, IncidentRegionPlan, PagingAlarmPlan, PagingAlarmSubject, PersonTopicPlan, TierTopicPlan } from './incident-plan';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/**
 * What SNS spends on text messages in a month before it stops sending, USD, until a higher quota is granted.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html
 */
export const SMS_SPEND_LIMIT_USD = 1;
/** Share of the limit from which on somebody has to ask for more. Our choice. */
const SMS_SPEND_WARNING = 0.8;

/** Metrics in one alarm. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MAX_METRICS = 10;

/** Operations of the engine on its table; DynamoDB counts throttled requests by operation. */
const TABLE_OPERATIONS = ['GetItem', 'PutItem', 'Query'] as const;

/** Seconds of a judged period: five ticks. */
const PERIOD_SECONDS = 300;
/** Errors in a period that are no chance: Lambda starts a failed run twice again, so these are runs that failed for good, or several. */
const ERRORS = 3;

/** Nobody is paged by an engine that is broken; that is as bad as anything it could page about, but nobody outside notices. */
const BROKEN: Severity = 'S1';
/** Something on the way is worn, and the other ways still work. */
const WORN: Severity = 'S2';

const NOTHING_WRONG = 'the metric only exists while something is wrong, or counts zeros; that it is missing means nothing went wrong';
const SILENT_METRIC = 'a stopped engine has the alarm on its heartbeat; this one counts what goes wrong while it runs';

/** What alarms on paging are about. */
export interface PagingContext extends NamedScope {
  readonly region: string;
  readonly highestSeverity: Severity;
  readonly names: IncidentNames;
  readonly tableName: string;
  readonly tierTopics: readonly TierTopicPlan[];
  readonly personTopics: readonly PersonTopicPlan[];
  readonly regions: readonly IncidentRegionPlan[];
  readonly smsSpendLimitUsd: number;
  /** Queues with starts of tasks and checklists that Scheduler could not hand over; none where nothing is on schedule. */
  readonly lostStarts: readonly string[];
  /** True where people may ask for something. */
  readonly takesRequests: boolean;
}

type Watched = Pick<PagingAlarmPlan, 'watches' | 'reason' | 'severity' | 'pagesWithoutEngine' | 'silenceReason'> &
  Pick<MetricAlarmSettings, 'metrics' | 'threshold'> & { readonly treatMissingData?: 'ignore'; readonly suffix?: string };

/** Alarms on every hop from an alarm to a person: the engine's at home, those of rules and topics wherever these are. */
export function planPagingAlarms(context: PagingContext): readonly PagingAlarmPlan[] {
  return [
    ...engineAlarms(context).map((watched) => alarm(context, context.region, watched)),
    ...context.regions.flatMap((region) => regionAlarms(context, region).map((watched) => alarm(context, region.region, watched))),
  ];
}

function engineAlarms({ names, tableName, lostStarts, takesRequests }: PagingContext): Watched[] {
  const ofEngine = (metricName: string) => ({ calls: sum('AWS/Lambda', metricName, { FunctionName: names.engine }) });
  const scheduler = (metricName: string) => sum('AWS/Scheduler', metricName, { ScheduleGroup: names.engine });
  const throttled = TABLE_OPERATIONS.map((Operation) => [
    `throttled_${Operation.toLowerCase()}`,
    sum('AWS/DynamoDB', 'ThrottledRequests', { TableName: tableName, Operation }),
  ]);
  return [
    {
      watches: 'engine errors',
      reason: `${ERRORS} or more runs of the incident engine failed in five minutes; pages may not go out`,
      severity: BROKEN,
      pagesWithoutEngine: true,
      silenceReason: SILENT_METRIC,
      metrics: ofEngine('Errors'),
      threshold: ERRORS,
    },
    {
      watches: 'engine throttles',
      reason: `Lambda refused ${ERRORS} or more runs of the incident engine in five minutes for lack of concurrency; pages are late`,
      severity: WORN,
      pagesWithoutEngine: false,
      silenceReason: SILENT_METRIC,
      metrics: ofEngine('Throttles'),
      threshold: ERRORS,
    },
    deadLetters(
      'engine dead letters',
      names.engineDeadLetters,
      'a run of the incident engine failed as often as it was tried; the next tick catches up, if the cause is gone',
      BROKEN,
    ),
    {
      watches: 'schedule failures',
      reason: `Scheduler could not start the incident engine ${ERRORS} or more times in five minutes; what is due is not looked at`,
      severity: WORN,
      pagesWithoutEngine: false,
      silenceReason: NOTHING_WRONG,
      metrics: { refused: scheduler('TargetErrorCount'), dropped: scheduler('InvocationDroppedCount') },
      threshold: ERRORS,
    },
    {
      watches: 'table throttles',
      reason: 'DynamoDB throttled the table of incidents; records are written late, and people notified late',
      severity: WORN,
      pagesWithoutEngine: false,
      silenceReason: NOTHING_WRONG,
      metrics: Object.fromEntries(throttled) as Record<string, MetricReference>,
      threshold: 1,
    },
    ...(lostStarts.length === 0
      ? []
      : [
          {
            ...deadLetters(
              'lost starts',
              lostStarts[0]!,
              'Scheduler could not start a task or a checklist, and will not try again: start it by hand, and see why',
              WORN,
            ),
            pagesWithoutEngine: false,
            metrics: Object.fromEntries(lostStarts.map((QueueName, index) => [`letters_${index + 1}`, lettersIn(QueueName)])),
          },
        ]),
    ...(takesRequests
      ? [
          {
            watches: 'intake errors',
            reason: 'a request of somebody could not be recorded; whoever sent it was answered so, and may not send it again',
            severity: WORN,
            pagesWithoutEngine: false,
            silenceReason: NOTHING_WRONG,
            metrics: { calls: sum('AWS/Lambda', 'Errors', { FunctionName: names.requestIntake }) },
            threshold: 1,
          } satisfies Watched,
        ]
      : []),
  ];
}

function regionAlarms(
  { names, tierTopics, personTopics, smsSpendLimitUsd }: PagingContext,
  { isHome, fallbackTopic, signalRules }: IncidentRegionPlan,
): Watched[] {
  const ofRule = (metricName: string) => ({ events: sum('AWS/Events', metricName, { RuleName: names.rule }) });
  const target = isHome ? 'the incident engine' : 'the home region';
  const woken = new Set(tierTopics.filter(({ severity }) => wakesSomebody(severity)).flatMap(({ people }) => people));
  const pagers = [...(isHome ? personTopics.filter(({ person }) => woken.has(person)) : []), fallbackTopic];
  const topics = pagers.filter(({ subscriptions }) => subscriptions.length > 0).map(({ name }) => name);
  const groups = Array.from({ length: Math.ceil(topics.length / MAX_METRICS) }, (_, index) => topics.slice(index * MAX_METRICS, (index + 1) * MAX_METRICS));
  const sendsSms = [...(isHome ? personTopics : []), fallbackTopic].some(({ subscriptions }) => subscriptions.some(({ channel }) => channel === 'sms'));
  return [
    {
      watches: 'rule failures',
      reason: `EventBridge could not hand an alarm over to ${target}, and will not try again; the next reconciliation finds it`,
      severity: BROKEN,
      pagesWithoutEngine: true,
      silenceReason: NOTHING_WRONG,
      metrics: ofRule('FailedInvocations'),
      threshold: 1,
    },
    deadLetters(
      'rule dead letters',
      names.ruleDeadLetters,
      `an alarm never reached ${target}; the event waits in the dead-letter queue, the next reconciliation finds the alarm${signalRules.every(({ brings }) => brings !== 'findings') ? '' : ', but no finding of a security service: send that again'}`,
      BROKEN,
    ),
    {
      watches: 'rule dead letters lost',
      reason: 'EventBridge could not even store an event it could not hand over; policy of the dead-letter queue?',
      severity: WORN,
      pagesWithoutEngine: false,
      silenceReason: NOTHING_WRONG,
      metrics: ofRule('InvocationsFailedToBeSentToDlq'),
      threshold: 1,
    },
    {
      ...deadLetters(
        'subscription dead letters',
        names.subscriptionDeadLetters,
        'SNS gave up on a message to somebody; the other channels and tiers still work',
        WORN,
      ),
      pagesWithoutEngine: false,
    },
    ...groups.map((group, index): Watched => ({
      watches: 'notifications failed',
      ...(index > 0 && { suffix: `-${index + 1}` }),
      reason: `SNS could not deliver a page on ${group.length === 1 ? group[0]! : `one of ${group.length} topics`}: a contact is wrong, or an endpoint is down`,
      severity: WORN,
      pagesWithoutEngine: false,
      silenceReason: NOTHING_WRONG,
      metrics: Object.fromEntries(group.map((TopicName, position) => [`failed_${position + 1}`, sum('AWS/SNS', 'NumberOfNotificationsFailed', { TopicName })])),
      threshold: 1,
    })),
    ...(sendsSms
      ? [
          {
            watches: 'SMS spend',
            reason: `text messages have used up ${SMS_SPEND_WARNING * 100} % of the ${smsSpendLimitUsd} USD a month after which SNS sends no more`,
            severity: WORN,
            pagesWithoutEngine: false,
            silenceReason: 'what was spent is only notified when a message is sent, and stays spent until the month is over',
            metrics: { spent: { namespace: 'AWS/SNS', metricName: 'SMSMonthToDateSpentUSD', dimensions: {}, statistic: 'Maximum' } },
            threshold: SMS_SPEND_WARNING * smsSpendLimitUsd,
            treatMissingData: 'ignore',
          } as const satisfies Watched,
        ]
      : []),
  ];
}

/**
 * The alarm on what pagers did not take, where they page in place of the incident engine. It does not go by them, nor by the topics that they
 * hear.
 */
export function planPagerAlarm(scope: NamedScope & { readonly highestSeverity: Severity }, region: string, queueName: string, topic: string): PagingAlarmPlan {
  const reason = 'a pager did not take what it was sent, as often as it was tried, and nobody was paged; the messages wait in the dead-letter queue';
  return { ...alarm(scope, region, { ...deadLetters('pager dead letters', queueName, reason, BROKEN), pagesWithoutEngine: false }), topicName: topic };
}

function deadLetters(watches: PagingAlarmSubject, QueueName: string, reason: string, severity: Severity): Watched {
  return {
    watches,
    reason,
    severity,
    pagesWithoutEngine: true,
    silenceReason: 'an idle dead-letter queue publishes nothing, which is what it should do',
    metrics: { letters: lettersIn(QueueName) },
    threshold: 1,
  };
}

function lettersIn(QueueName: string): MetricReference {
  return { namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName }, statistic: 'Maximum' };
}

function sum(namespace: string, metricName: string, dimensions: Readonly<Record<string, string>>): MetricReference {
  return { namespace, metricName, dimensions, statistic: 'Sum' };
}

/** Several metrics are added up; one is compared as it is. What is missing counts as nothing, except where it is kept. */
function alarm(context: NamedScope & Pick<PagingContext, 'highestSeverity'>, region: string, watched: Watched): PagingAlarmPlan {
  const { application, environment, highestSeverity } = context;
  const { watches, reason, metrics, suffix = '', treatMissingData = 'notBreaching', ...rest } = watched;
  const severity = atMost(watched.severity, highestSeverity);
  const ids = Object.keys(metrics);
  const part = watches.toLowerCase().replaceAll(' ', '-') + suffix;
  return {
    ...rest,
    name: `${application}-${environment}-paging-${part}`,
    constructId: part.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    watches,
    region,
    reason,
    description: shorten(`${environment} paging of ${application}. ${capitalize(reason)}. Runbook: incident-engine.`),
    metrics,
    steps: ids.length === 1 ? [] : [{ id: 'all', expression: ids.map((id) => `FILL(${id}, 0)`).join(' + ') }],
    periodSeconds: PERIOD_SECONDS,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: 'GreaterThanOrEqualToThreshold',
    treatMissingData,
    severity,
    topicName: topicName(application, environment, severity),
  };
}
