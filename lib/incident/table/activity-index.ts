/** Index of what is not closed, by when it is due: partition key `activity`, sort key `dueAt`. */
export const ACTIVITY_INDEX = 'due';
/** Partition of the index that holds every incident that is not closed, or still has something to tell. */
export const OPEN_ACTIVITY = 'open';
