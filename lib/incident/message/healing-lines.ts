import { latestRun, type HealingRun, type HealingStatus } from '../lifecycle/self-healing';
import { runbookRunLink, runbookRunsLink } from './console-links';
import { clockText } from './moments';
import type { IncidentFacts } from './page-facts';
import { oneLine } from './plain-text';
import { shownLine } from './shown-facts';

/** Automatic runs that a message names, the latest. */
const SHOWN_RUNS = 3;

const STATUS_WORDS: Readonly<Record<HealingStatus, string>> = {
  starting: 'is being started',
  running: 'goes on',
  unobserved: 'nobody can tell how it goes',
  'dry run': 'is over and changed nothing',
  healed: 'ended well, and the last minutes are well',
  refused: 'was refused',
  stopped: 'was stopped',
  failed: 'failed',
};

/** Where a run is looked at; the list of runs as long as it has no name. */
export function healingLink({ executionId }: Pick<HealingRun, 'executionId'>, region: string): string {
  return executionId === undefined ? runbookRunsLink(region) : runbookRunLink(region, executionId);
}

/** `live run of self-heal-service failed: step askCalendar: …`. */
export function healingText({ runbook, isLive, status, why }: HealingRun): string {
  const kind = isLive ? 'live run' : 'dry run';
  return `${kind} of ${runbook} ${STATUS_WORDS[status]}${why === undefined ? '' : `: ${shownLine(oneLine(why))}`}`;
}

/** What was healed by itself, dry run or live, with links to the runs; nothing where nothing was. */
export function healingLines({ incident, policy }: Pick<IncidentFacts, 'incident' | 'policy'>): string[] {
  const runs = incident.healing?.runs ?? [];
  return runs
    .slice(-SHOWN_RUNS)
    .map((run) => `Self-healing (${clockText(run.askedAt, incident.openedAt)}): ${healingText(run)}: ${healingLink(run, policy.region)}`);
}

/** The latest run, as payloads carry it. */
export interface PayloadHealing {
  readonly runbook: string;
  readonly live: boolean;
  readonly status: HealingStatus;
  /** Name of the run in Systems Manager. */
  readonly run?: string;
  readonly link: string;
  readonly why?: string;
}

/** The latest run of an incident; undefined where nothing was started by itself. */
export function payloadHealing({ incident, policy }: Pick<IncidentFacts, 'incident' | 'policy'>): PayloadHealing | undefined {
  const run = latestRun(incident);
  if (run === undefined) return undefined;
  const { runbook, isLive: live, status, executionId, why } = run;
  return {
    runbook,
    live,
    status,
    ...(executionId !== undefined && { run: executionId }),
    link: healingLink(run, policy.region),
    ...(why !== undefined && { why: shownLine(why) }),
  };
}
