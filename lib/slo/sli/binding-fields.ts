import type { z } from 'zod';
import { addIssue, mapOf, text } from '../../problems/schema-fields';

/**
 * A metric or dimension text; what CloudFormation would replace is not part of a name.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function metricText(allowed: string, example: string): z.ZodString {
  return text(/^(?!:)(?!.*\$\{)[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/, allowed, example);
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
const MAX_DIMENSIONS = 30;

/**
 * The dimensions of a metric, name to value.
 *
 * @param change what to do about too many
 */
export function dimensionsField(change: string) {
  return mapOf(metricText('a dimension name', 'Service'), metricText('a dimension value as text', 'orders'), 'a map from dimension names to values').check(
    (context) => {
      const count = Object.keys(context.value).length;
      if (count <= MAX_DIMENSIONS) return;
      addIssue(context, [], {
        code: 'CFG013',
        what: 'a metric cannot have so many dimensions',
        received: `${count} dimensions`,
        allowed: `at most ${MAX_DIMENSIONS}`,
        change,
      });
    },
  );
}

/** Finds good and bad events given at once, or neither: the other follows from the total. */
export function eitherGoodOrBad(context: {
  readonly value: { readonly good?: unknown; readonly bad?: unknown };
  readonly issues: z.core.$ZodRawIssue[];
}): void {
  const { good, bad } = context.value;
  if ((good === undefined) !== (bad === undefined)) return;
  addIssue(context, [], {
    code: 'CFG014',
    what: good === undefined ? 'neither good nor bad events have a counter' : 'both good and bad events have a counter',
    allowed: 'one of good, bad',
    change: good === undefined ? 'add good or bad' : 'remove good or bad: the other follows from the total',
  });
}
