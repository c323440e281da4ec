import type { RunbookDocument } from '../../../../runbook/document/document';
import { Port } from '../../../core/port';
import type { Execution } from './execution';
import type { ScriptRunner } from './scripts';

/** Automation of an account, for those who rehearse documents. */
export interface AutomationAccess {
  /**
   * Hands a document to a region of the account that no template of it has, ready to be started by its name; under a name
   * there is, as its next version.
   */
  addDocument(region: string, name: string, document: RunbookDocument): void;
  /** Every run with its steps, as far as they are, in the order in which they were started; children follow their parents. */
  executions(): readonly Execution[];
}

export const AUTOMATION = new Port<AutomationAccess>('automation');

/** What runs the scripts of documents; undefined where nothing can. */
export const SCRIPT_RUNNER = new Port<ScriptRunner | undefined>('script runner');
