import { METRIC_MATH_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { metricQueries } from './metric-queries';

const ID = /^[a-z][A-Za-z0-9_]*$/;
const MAX_ID_CHARACTERS = 255;

/** Every entry of Metrics has an id that expressions can name. */
export const queryIdPattern: ResourceCheck = {
  code: 'MTH002',
  requirement: 'every entry of Metrics has an id that expressions can name',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
  appliesTo: METRIC_MATH_ALARMS,
  *check(alarm) {
    for (const query of metricQueries(alarm)) {
      const id = query.at('Id');
      if (id.isPresent && ID.test(id.text()) && id.text().length <= MAX_ID_CHARACTERS) continue;
      yield {
        at: id,
        what: 'the id has the wrong form',
        received: id.shown,
        allowed: `a lower-case letter, then letters, digits and _, at most ${MAX_ID_CHARACTERS} characters`,
        change: 'rename the id here and in the expressions that name it',
      };
    }
  },
};
