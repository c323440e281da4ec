import type { Invariant } from './invariant';
import type { Violation } from './violations';

/**
 * I2. Every page names its reason and an incident of which a record was written before it; a page without a record says so
 * (`table unavailable`) and goes out only right after a call to the table failed. Every record begins with what was
 * detected.
 */
export const RECORDED_PAGES: Invariant = {
  id: 'I2',
  rule: 'every page has a record, and every record a reason',
  violations: ({ publications, records, log, plan }) => {
    const pages = publications.filter(
      ({ purpose, by, message }) => by === 'engine' && (purpose.kind === 'tier' || (purpose.kind === 'informed' && message === undefined)),
    );
    const failedAt = new Set(
      log.flatMap((entry) =>
        entry.kind === 'call' && entry.service === 'dynamodb' && entry.outcome === 'failed' && entry.region === plan.policy.region ? [entry.at] : [],
      ),
    );
    const unrecorded = pages.flatMap(({ at, message, topicName }): Violation[] => {
      if (message === undefined) return [{ at, code: 'page-unreadable', topicName }];
      const about = message.incidentId === undefined ? {} : { incidentId: message.incidentId };
      if (message.reason === '' || message.reason === 'undefined') return [{ at, code: 'page-without-reason', ...about }];
      if (message.kind === 'undeduplicated page') return failedAt.has(at) ? [] : [{ at, code: 'page-without-record-needlessly', topicName }];
      const isRecorded = records.written.some((each) => each.at <= at && each.incident.id === message.incidentId);
      return isRecorded ? [] : [{ at, code: 'page-not-recorded', ...about }];
    });
    const unexplained = records.written
      .filter(({ before, incident }) => before === undefined && incident.timeline[0]?.code !== 'detected')
      .map(({ at, incident }): Violation => ({ at, code: 'record-without-detection', incidentId: incident.id }));
    return [...unrecorded, ...unexplained];
  },
};
