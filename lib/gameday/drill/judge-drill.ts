/** What a drill showed: figures of every incident in which somebody was paged, each beside what was due. */

import { isAccountRoot } from '../../aws/iam/principal';
import { acknowledgementDueAt } from '../../incident/lifecycle/acknowledgement-figures';
import type { Incident } from '../../incident/lifecycle/incident';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { AUTOMATION } from '../../simulator/services/ssm/automation/ports';
import { SECOND_MS, type Instant } from '../../time/time';
import type { DrillSession } from './drill-session';

/** One figure of a drill. */
export type DrillFigure =
  /** The first acknowledgement, seconds after the first page; absent: there was none. */
  | {
      readonly code: 'acknowledged';
      readonly incidentId: string;
      readonly seconds?: number;
      readonly dueSeconds: number;
      /** Highest tier that was paged by the end of the drill. */
      readonly highestTier: number;
      readonly outcome: Outcome;
    }
  /** Status updates that were due and did not come in time. */
  | { readonly code: 'updates'; readonly incidentId: string; readonly missed: number; readonly outcome: Outcome }
  /** The first runbook that a person started, seconds after the first page of all; absent: nobody started one. */
  | { readonly code: 'runbook started'; readonly seconds?: number; readonly document?: string; readonly status?: string; readonly outcome: Outcome };

/** What came of a drill. */
export interface DrillResult {
  readonly outcome: Outcome;
  readonly figures: readonly DrillFigure[];
  /** What could not be determined, and why. */
  readonly unknown: readonly string[];
}

/**
 * Judges a drill as far as it went. Without a page there is nothing to judge, and an acknowledgement that was not due yet when the drill
 * ended cannot be told. Requirements 002-11, 002-13.
 */
export function judgeDrill({ account, paging, start }: Pick<DrillSession, 'account' | 'paging' | 'start'>, acknowledgeDocument: string): DrillResult {
  const paged = paging.records.allAt(account.now).filter(({ openedAt, paged: people }) => openedAt >= start && people.length > 0);
  const unknown = account.notSimulated.map(({ stackName, logicalId, type, why }) => `${stackName}/${logicalId ?? type}: ${why}`);
  const figures = paged.flatMap((incident) => figuresOf(incident, account.now));
  if (paged.length > 0) figures.push(runbookFigure(account, Math.min(...paged.map(firstPageOf)), acknowledgeDocument));
  else unknown.push('what anybody would have done: nobody was paged before the drill ended');
  const outcome = worstOutcome([...figures.map((figure) => figure.outcome), ...(unknown.length > 0 ? (['could not tell'] as const) : [])]);
  return { outcome, figures, unknown };
}

function firstPageOf({ paged, openedAt }: Incident): Instant {
  return paged[0]?.at ?? openedAt;
}

function figuresOf(incident: Incident, now: Instant): DrillFigure[] {
  return [acknowledgement(incident, now), updates(incident)].filter((figure) => figure !== undefined);
}

/** None where the severity asks for no acknowledgement, and where it was over before anybody had to have it. */
function acknowledgement(incident: Incident, now: Instant): DrillFigure | undefined {
  const { id: incidentId, firstAcknowledgedAt, resolution, paged } = incident;
  const due = acknowledgementDueAt(incident);
  if (due === undefined || (firstAcknowledgedAt === undefined && resolution !== undefined && resolution.at <= due)) return undefined;
  const seconds = (instant: Instant) => Math.round((instant - firstPageOf(incident)) / SECOND_MS);
  const facts = { code: 'acknowledged' as const, incidentId, dueSeconds: seconds(due), highestTier: Math.max(...paged.map(({ tier }) => tier)) };
  if (firstAcknowledgedAt === undefined) return { ...facts, outcome: now > due ? 'failed' : 'could not tell' };
  return { ...facts, seconds: seconds(firstAcknowledgedAt), outcome: firstAcknowledgedAt <= due ? 'passed' : 'failed' };
}

/** None where the severity asks for updates on change only. */
function updates({ id: incidentId, policy, severity, timeline, omitted }: Incident): DrillFigure | undefined {
  if (policy.severities[severity].updateEverySeconds === undefined) return undefined;
  const missed = timeline.filter(({ code }) => code === 'update due').length;
  return { code: 'updates', incidentId, missed, outcome: missed > 0 ? 'failed' : omitted === undefined ? 'passed' : 'could not tell' };
}

/** People start runbooks as somebody who may do everything; what runs by itself does so with a role. */
function runbookFigure(account: DrillSession['account'], since: Instant, acknowledgeDocument: string): DrillFigure {
  const started = account
    .use(AUTOMATION)
    .executions()
    .find(
      ({ parent, startedBy, startedAt, document }) =>
        parent === undefined && startedAt >= since && isAccountRoot(startedBy) && document.identity.name !== acknowledgeDocument,
    );
  if (started === undefined) return { code: 'runbook started', outcome: 'failed' };
  const { startedAt, document, status } = started;
  return { code: 'runbook started', seconds: (startedAt - since) / SECOND_MS, document: document.identity.name, status, outcome: 'passed' };
}
