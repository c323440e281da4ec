import { Stack } from 'aws-cdk-lib';
import { escalationPolicy, IncidentResponse, type OnCall, type Person } from 'day2';
import { ownResources } from './own-resources';

/** The app of `own-resources.ts`, whose alarms page two people who take turns, and what watches over that from another region. */
export function ownIncidents() {
  const { app, operations, topics, objectives, errorBudget } = ownResources();
  const incidents = new IncidentResponse(operations, 'Incidents', {
    application: 'shop',
    environment: 'prod',
    objectives,
    errorBudget,
    onCall: onCall(),
    topics,
    services: [{ id: 'api', title: 'Shop API', owner: 'everybody', dependsOn: ['table'] }],
  });
  // The stack of the engine may be deployed to any region; the watchdog has to know to which.
  incidents.addWatchdog(new Stack(app, 'Watchdog', { env: { region: 'eu-west-1' } }), { engineRegion: 'eu-central-1' });
  return { app, incidents };
}

/** The same in a file, with more to say: `loadOnCall('on-call.yaml')`. Addresses are in Parameter Store, never here. */
function onCall(): OnCall {
  const noor: Person = { id: 'noor', title: 'Founder', channels: ['email', 'sms'] };
  const tom: Person = { id: 'tom', title: 'Developer', channels: ['email', 'sms'] };
  const people = [noor, tom];
  const ids = people.map(({ id }) => id);
  const timeZone = 'Europe/Amsterdam';
  const turns = { timeZone, people: ids, everyDays: 7, handoverAt: '10:00', from: '2026-01-05' };
  const smallTeam = 'Noor and Tom run the shop by themselves';
  return {
    roster: {
      people,
      roles: [
        { id: 'primary-on-call', title: 'On call this week', layers: [{ id: 'week', rotation: turns }] },
        { id: 'everybody', title: 'Everybody', standing: ids },
      ],
      overrides: [],
    },
    escalation: escalationPolicy(
      { preset: 'for two' },
      { timeZone, days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], open: '09:00', close: '17:00', holidays: [] },
    ),
    acceptedSmallTeam: smallTeam,
    // Who is paged as well hears the watchdog by the channel that wakes alone.
    watchdog: { region: 'eu-west-1', people: people.map((person) => ({ ...person, channels: ['sms'] })), acceptedPaged: smallTeam },
  };
}
