/**
 * What a score has to know about a template that somebody wrote: which metrics count the good and the bad events of
 * one objective, and which alarms are tickets. The texts are the help that editors show.
 */

import { z } from 'zod';
import { sentence, targetPercent, wholeDays } from '../config/fields';
import { field, listOf, map, mapOf, numberBetween, oneOf, text } from '../problems/schema-fields';

/** Most metrics of a mapping: far more than the ten that one alarm can read. */
const MOST_METRICS = 50;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const namespace = () => text(/^[^:\p{Cc}][^\p{Cc}]{0,254}$/u, 'the namespace of a metric', 'AWS/ApplicationELB');
const metricName = () => text(/^[^\p{Cc}]{1,255}$/u, 'the name of a metric', 'RequestCount');

const sampleValue = (example: string) => numberBetween(-1e15, 1e15, 'a number', example).optional();

const metric = map(
  {
    namespace: field(namespace(), 'Namespace of the metric.'),
    metricName: field(metricName(), 'Name of the metric.'),
    dimensions: field(
      mapOf(
        z.string(),
        text(/^[^\p{Cc}]{1,1024}$/u, 'the value of a dimension', 'app/portal/50dc6c495c0c9188'),
        'a map from names to values of dimensions',
      ).default({}),
      'Exactly the dimensions that the alarms name.',
      'none',
    ),
    counts: field(
      oneOf(['total', 'good', 'bad', 'nothing']).optional(),
      'Events that the metric counts, one sample of 1 for each; `nothing` for a metric that stays silent.',
      'given by values',
    ),
    values: field(
      map({
        good: field(sampleValue('0'), 'Value of the sample of a good event.', 'no sample'),
        bad: field(sampleValue('1'), 'Value of the sample of a bad event.', 'no sample'),
      }).optional(),
      'Samples of a metric that is not a plain counter: `{ good: 0, bad: 1 }` for an error flag such as Errors of Lambda, `{ good: 0.2, bad: 5 }` for a latency.',
      'given by counts',
    ),
    unit: field(
      text(/^[A-Za-z/]{1,32}$/, 'a unit of CloudWatch', 'Count').optional(),
      'Unit it is published in; only alarms that name a unit ask for it.',
      'as its service documents it, else the unit that the alarms ask for, else None',
    ),
  },
  '{ namespace: Shop, metricName: Failures, counts: bad }',
);

const pattern = () => text(/^[^\p{Cc}]{1,255}$/u, 'the name of an alarm or topic, with * for any part of it', '*-ticket');

/** The schema of a mapping file. */
export const scoreMappingSchema = map({
  objective: field(
    map({
      name: field(sentence('shop/availability'), 'What the objective is called in the report.'),
      target: field(targetPercent(), 'Share of good events promised, percent.'),
      period: field(wholeDays('30d'), 'Rolling period of the promise.'),
    }),
    'The promise that the alarms defend.',
  ),
  metrics: field(listOf(metric, 'metrics', MOST_METRICS), 'The metrics that the alarms read, and what events do to them.'),
  tickets: field(
    z.array(pattern(), { error: 'a list of names of alarms or topics' }).default([]),
    'Alarms that are tickets, by their own name or that of a topic (or its ARN); `*` stands for any part. Every other alarm with actions is a page.',
    'none, everything is a page',
  ),
  eventsPerMinute: field(
    numberBetween(0, 1e9, 'events a minute above 0', '600').optional(),
    'Events in a minute of steady and of uneven traffic, as the mean over a day.',
    '10000, which makes whole numbers of every error ratio',
  ),
});

/** A mapping, read and checked. */
export type ScoreMapping = z.output<typeof scoreMappingSchema>;
/** One metric of a mapping. */
export type MappedMetric = ScoreMapping['metrics'][number];

/** Values of the samples that a good and a bad event leave in a metric; undefined for no sample. */
export function samplesOf({ counts, values }: MappedMetric): { readonly good?: number; readonly bad?: number } {
  switch (counts) {
    case 'total':
      return { good: 1, bad: 1 };
    case 'good':
      return { good: 1 };
    case 'bad':
      return { bad: 1 };
    case 'nothing':
      return {};
    default:
      return values ?? {};
  }
}
