/**
 * From the first bad event until CloudWatch can act on it: a minute until its datapoint is complete, a minute until
 * that can be read, a minute until the next evaluation.
 */
export const ALERT_DELAY_MINUTES = 3;
