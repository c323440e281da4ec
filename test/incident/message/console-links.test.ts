import {
  acknowledgeLink,
  alarmLink,
  dashboardLink,
  incidentRunbookLink,
  leadingAlarm,
  opsItemLink,
  runbookLink,
  stateLink,
} from '../../../lib/incident/message/console-links';
import { anAttachedAlarm, anIncident } from '../../helpers/incidents';

const SCOPE = { application: 'edi', environment: 'prod', region: 'eu-central-1' };
const CONSOLE = 'https://eu-central-1.console.aws.amazon.com';

test('a runbook opens with its parameters filled in', () => {
  expect(runbookLink('eu-central-1', 'edi-prod-restart', { IncidentId: 'a b&c', DryRun: 'true' })).toBe(
    `${CONSOLE}/systems-manager/automation/execute/edi-prod-restart?region=eu-central-1#documentVersion=$LATEST&IncidentId=a%20b%26c&DryRun=true`,
  );
});

test('the runbook that acknowledges has the responder when it is known', () => {
  const beginning = `${CONSOLE}/systems-manager/automation/execute/edi-prod-acknowledge-incident?region=eu-central-1#documentVersion=$LATEST&DryRun=false&IncidentId=partner-portal-7`;
  expect(acknowledgeLink(SCOPE, 'partner-portal-7')).toBe(beginning);
  expect(acknowledgeLink(SCOPE, 'partner-portal-7', 'ana')).toBe(`${beginning}&Responder=ana`);
});

test('an alarm is linked in its own region, everything else in the one of the engine', () => {
  expect(alarmLink({ region: 'us-east-1', name: 'a/b c' })).toBe(
    'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/a%2Fb%20c',
  );
  expect(dashboardLink(SCOPE)).toBe(`${CONSOLE}/cloudwatch/home?region=eu-central-1#dashboards/dashboard/edi-prod-incidents`);
  expect(incidentRunbookLink(SCOPE, anIncident({ alarms: [anAttachedAlarm({ region: 'us-east-1' })] }))).toContain(CONSOLE);
});

test.each([
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn'],
  ['eu-central-1', CONSOLE],
])('every link of %s goes to %s', (region, console) => {
  const scope = { ...SCOPE, region };
  const links = [
    runbookLink(region, 'edi-prod-restart'),
    acknowledgeLink(scope, 'partner-portal-7'),
    alarmLink({ region, name: 'a' }),
    dashboardLink(scope),
    opsItemLink(region, 'oi-1'),
  ];
  expect(links.map((link) => new URL(link).origin)).toEqual(links.map(() => console));
});

test('the state is seen in the OpsItem, and on the dashboard as long as there is none', () => {
  expect(stateLink(SCOPE, anIncident({ opsItemId: 'oi-1' }))).toBe(opsItemLink('eu-central-1', 'oi-1'));
  expect(stateLink(SCOPE, anIncident())).toBe(dashboardLink(SCOPE));
  expect(opsItemLink('eu-central-1', 'oi-1')).toBe(`${CONSOLE}/systems-manager/opsitems/oi-1/workbench?region=eu-central-1`);
});

test('the leading alarm is the most severe, of those one that is on, of those the first', () => {
  const [low, over, on, later] = [
    anAttachedAlarm({ severity: 'S1', name: 'low' }),
    anAttachedAlarm({ state: 'OK', name: 'over' }),
    anAttachedAlarm({ name: 'on' }),
    anAttachedAlarm({ name: 'later' }),
  ];
  expect(leadingAlarm(anIncident({ alarms: [low, over, on, later] }))).toBe(on);
  expect(leadingAlarm(anIncident({ alarms: [low, over] }))).toBe(over);
  expect(leadingAlarm(anIncident({ alarms: [] }))).toBeUndefined();
});

test('the link that acknowledges opens a page of the console and does nothing by itself: a scanner that follows it acknowledges nothing (F18)', () => {
  const link = new URL(acknowledgeLink(SCOPE, 'partner-portal-7', 'ana'));
  expect(link.hostname).toBe('eu-central-1.console.aws.amazon.com');
  // What is filled in stands behind the #, which no request carries; and there is no token that could be enough.
  expect([...link.searchParams.keys()]).toEqual(['region']);
  expect(link.hash).toContain('IncidentId=partner-portal-7');
});
