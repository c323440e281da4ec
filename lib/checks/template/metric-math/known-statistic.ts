import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { didYouMean } from '../../../problems/did-you-mean';
import { METRIC_ALARMS } from '../scopes';
import type { Finding, ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

const BASIC: readonly string[] = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];
const PERCENTAGE = String.raw`(?:100(?:\.0{1,10})?|\d{1,2}(?:\.\d{1,10})?)`;
const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const EXTENDED: readonly RegExp[] = [
  /^IQM$/,
  new RegExp(`^(?:p|tm|wm|tc|ts)${PERCENTAGE}$`),
  boundedBy('TM|WM|TC|TS', `${PERCENTAGE}%`),
  boundedBy('TM|WM|TC|TS|PR', NUMBER),
];

/** Every statistic is spelled as CloudWatch knows it, letter case included. */
export const knownStatistic: ResourceCheck = {
  code: 'ALM013',
  requirement: 'every statistic is spelled as CloudWatch knows it, letter case included',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    const isExtended = (text: string) => EXTENDED.some((pattern) => pattern.test(text));
    yield* findings(alarm.at('Statistic'), (text) => BASIC.includes(text), BASIC.join(', '));
    for (const query of metricQueries(alarm)) {
      yield* findings(
        query.at('MetricStat').at('Stat'),
        (text) => BASIC.includes(text) || isExtended(text),
        `${BASIC.join(', ')}, IQM, or such as p99, tm90, TC(:0.5), PR(:300)`,
      );
    }
    const extended = alarm.at('ExtendedStatistic');
    yield* findings(extended, isExtended, 'IQM, or such as p99, tm90, TC(10%:90%), PR(:300)');
    if (extended.isPresent && /^T[CMS]\([^%]*\)$|^WM\([^%]*\)$/.test(extended.text())) {
      throw new CannotTellError(extended.path, `AWS documents ${extended.text()} for Metrics only`);
    }
  },
};

function* findings(statistic: PropertyNode, isKnown: (text: string) => boolean, allowed: string): Generator<Finding> {
  if (!statistic.isPresent || isKnown(statistic.text())) return;
  const nearest = didYouMean(statistic.text(), BASIC);
  yield {
    at: statistic,
    what: 'CloudWatch does not know the statistic',
    received: statistic.shown,
    allowed,
    change: nearest === undefined ? 'take one of the allowed statistics' : `take ${nearest}`,
  };
}

/** `NAME(low:high)` with at least one of the two bounds. */
function boundedBy(names: string, bound: string): RegExp {
  return new RegExp(`^(?:${names})\\((?:${bound}:(?:${bound})?|:${bound})\\)$`);
}
