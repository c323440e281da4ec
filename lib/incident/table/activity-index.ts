/** Index of what is not closed, by when it is due: partition key `activity`, sort key `dueAt`. */
export const ACTIVITY_INDEX = 'due';
/**
 * Partition of the index that holds every incident that is neither resolved nor closed: at most one a service, and a drill.
 * A record written before there was {@link OWING_ACTIVITY} may stand here though it is resolved, until it is written next.
 */
export const ACTIVE_ACTIVITY = 'open';
/** Partition of the table of requests that holds every request that is not done. */
export const OPEN_REQUESTS = 'request';
/** Partition of what is over and owes something: a postmortem, a checklist, a message. It has no bound; a tick reads what is due of it. */
export const OWING_ACTIVITY = 'owing';
