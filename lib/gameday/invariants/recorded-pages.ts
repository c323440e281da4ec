import type { Invariant } from './invariant';

/**
 * I2. Every page names its reason and an incident of which a record was written before it; a page without a record says so
 * (`table unavailable`) and goes out only right after a call to the table failed. Every record begins with what was
 * detected.
 */
export const RECORDED_PAGES: Invariant = {
  id: 'I2',
  rule: 'every page has a record, and every record a reason',
  violations: ({ publications, records, log, plan }) => {
    const pages = publications.filter(({ purpose, by }) => purpose.kind === 'tier' && by === 'engine');
    const failedAt = new Set(
      log.flatMap((entry) => (entry.kind === 'call' && entry.service === 'dynamodb' && entry.outcome === 'failed' && entry.region === plan.policy.region ? [entry.at] : [])),
    );
    const unrecorded = pages.flatMap(({ at, message, topicName }) => {
      if (message === undefined) return [{ at, text: `a page to ${topicName} says nothing that can be read` }];
      if (message.reason === '' || message.reason === 'undefined') return [{ at, text: `a page of ${message.incidentId} gives no reason` }];
      if (message.kind === 'undeduplicated page') return failedAt.has(at) ? [] : [{ at, text: `a page to ${topicName} goes out without a record although the table answers` }];
      const isRecorded = records.written.some((each) => each.at <= at && each.incident.id === message.incidentId);
      return isRecorded ? [] : [{ at, text: `${message.incidentId} is paged and was not recorded` }];
    });
    const unexplained = records.written
      .filter(({ before, incident }) => before === undefined && incident.timeline[0]?.what.startsWith('detected: ') !== true)
      .map(({ at, incident }) => ({ at, text: `the record of ${incident.id} does not say what was detected` }));
    return [...unrecorded, ...unexplained];
  },
};
