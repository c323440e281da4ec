import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { isSilenceHealth } from './silence-is-health';

/**
 * An alarm that notifies somebody also says when its data stops: missing data breaches, or leads to
 * INSUFFICIENT_DATA, which has actions. Children of composite alarms are not looked at: they notify nobody themselves.
 * Where silence is health, such as of an upper limit on a number of errors, nothing has to be said.
 */
export const missingDataNotifies: ResourceCheck = {
  code: 'ALM001',
  requirement:
    'an alarm that notifies somebody also says when its data stops: missing data breaches, or leads to INSUFFICIENT_DATA, which has actions; unless silence is health, as of an upper limit on a count',
  why: 'a service that is down completely often stops sending metrics, and nobody is notified',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  appliesTo: {
    description: 'metric alarms with AlarmActions',
    includes: (resource) => METRIC_ALARMS.includes(resource) && resource.at('AlarmActions').list().length > 0,
  },
  *check(alarm) {
    const given = alarm.at('TreatMissingData');
    const treatment = given.isPresent ? given.text() : 'missing';
    if (treatment === 'breaching') return;
    if (treatment === 'missing' && alarm.at('InsufficientDataActions').list().length > 0) return;
    if (isSilenceHealth(alarm, treatment)) return;
    yield {
      at: given,
      what: 'nobody is notified when the data stops',
      received: treatment,
      allowed: 'breaching, or missing with InsufficientDataActions',
      change: 'set TreatMissingData to breaching, or acknowledge ALM001 with the reason why silence means health here',
    };
  },
};
