import { partitionOfRegion } from '../../../aws/arn';
import { CannotTellError } from '../../../aws/errors';
import { onlyRegionOf } from '../../../aws/metrics/metric-regions';
import { BODY_STRUCTURE } from '../../../dashboard/limits';
import { judgeKnownMetric } from '../metric/judge-known-metric';
import type { ResourceCheck } from '../template-check';
import { DASHBOARDS, rowsOf, widgetsOf } from './read-dashboard';

const WHY = 'CloudWatch takes the dashboard, and the graph stays empty for ever, which looks as if nothing happened';

/** Every metric that is shown is one that somebody publishes, by these dimensions: a service of AWS, or day2 itself. What is not known is not judged. */
export const shownMetricIsPublished: ResourceCheck = {
  code: 'DSH005',
  requirement: 'every metric on a dashboard is one that its service publishes, or day2 itself, by exactly the dimensions that it is published by',
  why: WHY,
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html',
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    for (const { at, row } of widgetsOf(dashboard).flatMap(rowsOf)) {
      if (row.kind !== 'metric') continue;
      const { namespace, metricName } = row;
      const dimensions = Object.keys(row.dimensions);
      const verdict = judgeKnownMetric({ namespace, metricName, dimensions });
      const change = 'correct the row; if it is published by now, acknowledge DSH005 and say where that is documented';
      if (verdict.kind === 'no such metric')
        yield { at, what: `${namespace} has no metric of this name`, received: metricName, allowed: verdict.similar ?? 'a metric that is published', change };
      if (verdict.kind === 'other dimensions')
        yield {
          at,
          what: `${namespace} does not publish ${metricName} by these dimensions`,
          received: dimensions.join(' and ') || 'no dimensions',
          allowed: verdict.sets.map((set) => set.join(' and ') || 'no dimensions').join(', or '),
          change,
        };
    }
  },
};

/** A metric is looked for in the region that has it: some services publish in one region only. */
export const shownMetricRegion: ResourceCheck = {
  code: 'DSH008',
  requirement: 'a metric is looked for in the region that has it: some services publish in one region only',
  why: WHY,
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    const { region: ownRegion, isRegionKnown } = dashboard.stack;
    let undecided: CannotTellError | undefined;
    for (const { at, row, region } of widgetsOf(dashboard).flatMap(rowsOf)) {
      if (row.kind !== 'metric' || region === undefined || partitionOfRegion(region) !== 'aws') continue;
      const only = onlyRegionOf(row.namespace, Object.keys(row.dimensions));
      if (only === undefined || only.region === region) continue;
      if (region === ownRegion && !isRegionKnown) {
        undecided ??= new CannotTellError(at, 'the region of the stack is only known at deployment');
        continue;
      }
      yield {
        at,
        what: `this metric of ${row.namespace} is in ${only.region} only, and looked for in ${region}`,
        received: region,
        allowed: only.region,
        change: `add region: ${only.region} to the row or the widget; see ${only.source}`,
      };
    }
    if (undecided !== undefined) throw undecided;
  },
};
