import { partitionOfRegion, type Partition } from '../../aws/arn';
import { acknowledgeDocumentName, type EnginePolicy, type NamedScope } from '../lifecycle/engine-policy';
import type { Incident } from '../lifecycle/incident';
import type { AlarmFacts } from '../lifecycle/incident-event';
import { compareSeverity } from '../severity';

/**
 * Links into the console of a region. The forms of the runbook and of the OpsItem are in AWS's guides, at the
 * functions. Those of alarm, dashboard and run of a runbook are what the console itself shows; no guide promises that they stay.
 * The host is the one of the region's partition.
 */

/** What a link needs to know of an environment. */
export interface LinkScope extends NamedScope {
  readonly region: string;
}

/** The console of a region. */
export function consoleOf(region: string): string {
  return `https://${region}.${CONSOLE_HOSTS[partitionOfRegion(region)]}`;
}

/**
 * Consoles by partition. Sources: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-differences.html,
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/introduction.html
 */
const CONSOLE_HOSTS: Readonly<Record<Partition, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

/**
 * The page that starts a runbook, with its parameters filled in after the version. What the console does with a name
 * that is no parameter of the document is in no guide: uncertain.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-connect-windows-instance.html (the examples of
 * AWSSupport-TroubleshootRDP)
 */
export function runbookLink(region: string, documentName: string, parameters: Readonly<Record<string, string>> = {}): string {
  const filled = Object.entries(parameters).map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${consoleOf(region)}/systems-manager/automation/execute/${encodeURIComponent(documentName)}?region=${region}#documentVersion=$LATEST${filled.join('')}`;
}

/** The page of a run of a runbook, as the console shows it. */
export function runbookRunLink(region: string, executionId: string): string {
  return `${consoleOf(region)}/systems-manager/automation/execution/${encodeURIComponent(executionId)}?region=${region}`;
}

/** The page that lists runs of runbooks, as the console shows it. */
export function runbookRunsLink(region: string): string {
  return `${consoleOf(region)}/systems-manager/automation/executions?region=${region}`;
}

/**
 * The runbook with which an incident is acknowledged, for a live run: whoever opens it has to start it by hand, and a dry run would leave
 * the page unanswered. The responder is filled in when it is known who reads.
 */
export function acknowledgeLink(scope: LinkScope, incidentId: string, responder?: string): string {
  const parameters = { DryRun: 'false', IncidentId: incidentId, ...(responder === undefined ? {} : { Responder: responder }) };
  return runbookLink(scope.region, acknowledgeDocumentName(scope), parameters);
}

/** The page of an alarm, or of a finding. */
export function alarmLink({ region, name, link }: Pick<AlarmFacts, 'region' | 'name' | 'link'>): string {
  return link ?? `${consoleOf(region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}

/** Name of the dashboard of incidents: `edi-prod-incidents`. */
function incidentDashboardName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-incidents`;
}

/** The dashboard of incidents. */
export function dashboardLink(scope: LinkScope): string {
  return namedDashboardLink(scope.region, incidentDashboardName(scope));
}

/** A dashboard by its name. */
export function namedDashboardLink(region: string, name: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${encodeURIComponent(name)}`;
}

/**
 * The page of an OpsItem.
 * https://docs.aws.amazon.com/incident-manager/latest/APIReference/API_ListRelatedItems.html (in the example)
 */
export function opsItemLink(region: string, opsItemId: string): string {
  return `${consoleOf(region)}/systems-manager/opsitems/${encodeURIComponent(opsItemId)}/workbench?region=${region}`;
}

/** Where the present state of an incident is seen: its OpsItem, or the dashboard as long as it has none. */
export function stateLink(scope: LinkScope, { opsItemId }: Pick<Incident, 'opsItemId'>): string {
  return opsItemId === undefined ? dashboardLink(scope) : opsItemLink(scope.region, opsItemId);
}

/** The alarm an operator starts from: the most severe, of those one that is on, of those the first. */
export function leadingAlarm({ alarms }: Pick<Incident, 'alarms'>): AlarmFacts | undefined {
  return worstAlarmFirst(alarms)[0];
}

/** The alarms, the most severe first, of those the ones that are on, of those as they stood. */
export function worstAlarmFirst(alarms: Incident['alarms']): Incident['alarms'] {
  const isOff = (state: string): number => (state === 'ALARM' ? 0 : 1);
  return [...alarms].sort((a, b) => compareSeverity(a.severity, b.severity) || isOff(a.state) - isOff(b.state));
}

/** Name of the document of a runbook: `edi-prod-partner-portal-outage`. */
export function runbookDocumentName({ application, environment }: NamedScope, runbook: string): string {
  return `${application}-${environment}-${runbook}`;
}

/** Names of the documents that alarms of an environment start by themselves, each once, sorted. */
export function healingDocuments(policy: Pick<EnginePolicy, 'application' | 'environment' | 'alarms'>): readonly string[] {
  return [...new Set(policy.alarms.flatMap(({ selfHealing }) => (selfHealing === undefined ? [] : [runbookDocumentName(policy, selfHealing.runbook)])))].sort();
}

/** Whether a runbook is named by the address where it stands, and is none of the console. */
export function isAddress(runbook: string): boolean {
  return runbook.startsWith('https://');
}

/**
 * Where the runbook of an alarm is started, with its parameters filled in; or the address where it stands, when it is none of the
 * console.
 */
export function alarmRunbookLink(scope: LinkScope, runbook: string, parameters: Readonly<Record<string, string>> = {}): string {
  return isAddress(runbook) ? runbook : runbookLink(scope.region, runbookDocumentName(scope, runbook), parameters);
}

/** Names of the documents that the alarms of an incident name, each once, that of the most severe alarm first; those named by an address are none. */
export function alarmRunbookDocuments(scope: NamedScope, incident: Pick<Incident, 'alarms'>): readonly string[] {
  const named = worstAlarmFirst(incident.alarms).flatMap(({ runbook }) => (isAddress(runbook) ? [] : [runbookDocumentName(scope, runbook)]));
  return [...new Set(named)];
}

/** The runbook of an incident; undefined when nobody named one: a declared incident without alarms. */
export function incidentRunbookLink(scope: LinkScope, incident: Pick<Incident, 'alarms' | 'id'>): string | undefined {
  const alarm = leadingAlarm(incident);
  return alarm && alarmRunbookLink(scope, alarm.runbook, { IncidentId: incident.id });
}
