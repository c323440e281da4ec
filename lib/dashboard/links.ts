import { alarmRunbookLink, consoleOf, isAddress, runbookRunsLink, type LinkScope } from '../incident/message/console-links';
import type { DashboardFacts } from './facts';

/** A link as Markdown writes it. */
export function markdownLink(text: string, address: string): string {
  return `[${text}](${address})`;
}

/** The page of a dashboard: dashboards have no region, the console that shows them has. */
export function dashboardPage(region: string, name: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${encodeURIComponent(name)}`;
}

/** Where a runbook is started, or the address where it stands; the name alone of one that is not deployed. */
export function runbookPage(facts: DashboardFacts, runbook: string): string {
  return isAddress(runbook) || facts.runbooks.includes(runbook) ? markdownLink(runbook, alarmRunbookLink(facts, runbook)) : runbook;
}

/** Where runs of runbooks are listed. */
export function runsPage({ region }: LinkScope): string {
  return markdownLink('runs of runbooks', runbookRunsLink(region));
}
