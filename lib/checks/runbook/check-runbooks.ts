import type { Problem } from '../../problems/problem';
import type { Runbook } from '../../runbook/library/runbook';
import { lintReadDocument } from '../../runbook/linter/lint-document';
import type { Check } from '../check';
import { automaticIsGuarded } from './automatic-is-guarded';
import { bindsRunbooks, bindsWhatThereIs } from './binds-runbooks';
import type { CheckedLibrary } from './checked-library';
import { healsByRunbook } from './heals-by-runbook';
import { highRiskIsApproved } from './high-risk-is-approved';
import { pageLeadsToRunbook } from './page-leads-to-runbook';
import { runbookIsKept } from './runbook-is-kept';

/** Every check of a library of runbooks; findings come in this order. */
export const RUNBOOK_CHECKS: readonly Check<CheckedLibrary>[] = [
  pageLeadsToRunbook,
  runbookIsKept,
  highRiskIsApproved,
  healsByRunbook,
  automaticIsGuarded,
  bindsRunbooks,
  bindsWhatThereIs,
];

/** What is wrong with a library of runbooks beside its documents. A library of none is held to nothing but what heals by itself. */
export function checkRunbooks(library: CheckedLibrary): readonly Problem[] {
  return library.runbooks.length === 0 ? healsByRunbook.check(library) : RUNBOOK_CHECKS.flatMap(({ check }) => check(library));
}

/** What is wrong with the documents of a library, by the rules of our own. */
export function lintRunbooks(runbooks: readonly Runbook[]): readonly Problem[] {
  return runbooks.flatMap(({ document, bytes, locate }) => lintReadDocument(document, { bytes, locate, isStrict: true }));
}
