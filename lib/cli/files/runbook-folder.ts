/** Where runbooks are, a folder each. */
export const RUNBOOK_FOLDER = 'runbooks';
