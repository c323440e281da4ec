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

/** Where the name of a dashboard stands in the address of its page: as the console writes it today, and as it did. */
export const DASHBOARD_IN_ADDRESS = /#dashboards(?:\/dashboard\/|:name=)([^?&;/]+)/;

/** The name that a pattern finds in an address of the console; undefined where it finds none. */
export function nameInAddress(address: string, pattern: RegExp): string | undefined {
  const [, encoded] = pattern.exec(address) ?? [];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // An escape that is none stands for itself.
    return encoded;
  }
}

/** Whether an address is one of the console of AWS, in any partition. */
export function isConsole(address: string): boolean {
  const [, host = ''] = /^https:\/\/([^/]+)/.exec(address) ?? [];
  return /(?:^|\.)console\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)$/.test(host);
}

/** Where a runbook is started, or the address where it stands; the name alone of one that is not deployed. */
export function runbookPage(facts: DashboardFacts, runbook: string): string {
  return isAddress(runbook) || facts.runbooks.includes(runbook) ? markdownLink(runbook, alarmRunbookLink(facts, runbook)) : runbook;
}

/** Where runs of runbooks are listed. */
export function runsPage({ region }: LinkScope): string {
  return markdownLink('runs of runbooks', runbookRunsLink(region));
}
