/** The certificates of a service: what each asks for. The rules that decide a line stand here, and nowhere else. */

import { allOf, line, ofCheck, ofItems, ofPeople, type Criterion } from '../checklist/criterion';
import { accountVerified, backupRestored, LOAD_TEST_CHECKS, templatesAsPlanned } from '../checklist/evidence-checks';
import type { AttestableId } from '../checklist/items';

/** The six certificates of a validation, in the order in which they are read. Each is an item of the checklist as well. */
export const VALIDATIONS = ['infrastructure', 'application', 'performance', 'security', 'integration', 'business-logic'] as const;
/** One of {@link VALIDATIONS}. */
export type ValidationId = (typeof VALIDATIONS)[number];

/** A line that people decide alone, under its own id. */
const said = (certificate: ValidationId, id: AttestableId, text: string): Criterion => line(id, text, ofPeople(id, certificate));

/** What each of the six asks for. Requirements 002-01 to 002-06. */
export const VALIDATION_LINES: Readonly<Record<ValidationId, readonly Criterion[]>> = {
  infrastructure: [
    line('components', 'everything that is planned is in the account, as planned, and alive', allOf(ofCheck(templatesAsPlanned), ofCheck(accountVerified()))),
    said('infrastructure', 'network', 'the network lets through what has to pass, and nothing else'),
    line('scaling', 'resources scale, and within a minute under load', ofCheck(LOAD_TEST_CHECKS.scaling)),
    line(
      'databases',
      'databases are fast enough, and one was restored from its backup',
      allOf(ofCheck(backupRestored), ofPeople('databases', 'infrastructure')),
    ),
    said('infrastructure', 'security-groups', 'security groups are as they were reviewed'),
  ],
  application: [
    said('application', 'functions', 'every function of the application does what it is for'),
    line(
      'endpoints',
      'every service has objectives and alarms, and answers',
      allOf(ofItems('objectives'), ofCheck(accountVerified(['VER004', 'VER005', 'VER006']))),
    ),
    said('application', 'service-communication', 'services reach one another'),
    line(
      'configuration',
      'the configuration is the one that is deployed',
      allOf(ofCheck(templatesAsPlanned), ofCheck(accountVerified(['VER001', 'VER002', 'VER013', 'VER016']))),
    ),
    line('error-handling', 'errors are noticed, kept and answered', ofItems('dead-letters', 'incident-drill')),
  ],
  performance: [
    line('buffer', 'the system bears a fifth more than what is expected', ofCheck(LOAD_TEST_CHECKS.buffer)),
    line('response-times', '95 % of responses come within two seconds', ofCheck(LOAD_TEST_CHECKS.responseTimes)),
    line('throughput', 'throughput reaches the baseline', ofCheck(LOAD_TEST_CHECKS.throughput)),
    line('scaling', 'resources scale within a minute', ofCheck(LOAD_TEST_CHECKS.scaling)),
    line('utilisation', 'resources are used within the baseline under load', ofCheck(LOAD_TEST_CHECKS.utilisation)),
  ],
  security: [
    said('security', 'authentication', 'nobody gets in who is not authenticated'),
    said('security', 'authorization', 'everybody may do what their role may, and no more'),
    line('encryption', 'data is encrypted, at rest and on its way', allOf(ofItems('encrypted-topics'), ofPeople('encryption', 'security'))),
    line('vulnerabilities', 'a scan found nothing critical', ofItems('security')),
    said('security', 'compliance', 'what the service has to comply with is met'),
  ],
  integration: [
    said('integration', 'partners', 'every partner is reached, end to end'),
    said('integration', 'database-operations', 'data is written, read and deleted as intended'),
    line('queues', 'messages arrive, and what cannot be delivered is kept', allOf(ofItems('dead-letters'), ofPeople('queues', 'integration'))),
    said('integration', 'events', 'events start what they have to'),
    said('integration', 'files', 'files are taken in and put out'),
  ],
  'business-logic': [
    line('scenarios', 'every scenario of the business passes', ofItems('business-logic')),
    said('business-logic', 'acceptance', 'whoever uses the service has accepted every workflow'),
    line('data-integrity', 'data stays whole, and came back whole from a backup', allOf(ofCheck(backupRestored), ofPeople('data-integrity', 'business-logic'))),
    said('business-logic', 'business-processes', 'processes of the business run from end to end'),
    said('business-logic', 'reporting', 'reports say what is so'),
  ],
};

/** The four parts of a completion, each with its four lines; the six validations are judged beside it. Requirement 002-80. */
export const COMPLETION_PARTS: readonly {
  readonly title: string;
  readonly lines: readonly (Criterion | { readonly id: string; readonly text: string; readonly validations: readonly ValidationId[] })[];
}[] = [
  {
    title: 'Validation',
    lines: [
      { id: 'requirements-met', text: 'all six validations have passed', validations: VALIDATIONS },
      { id: 'performance-met', text: 'what was promised of performance is kept', validations: ['performance'] },
      { id: 'security-met', text: 'security controls work', validations: ['security'] },
      { id: 'integration-met', text: 'services and partners work together', validations: ['integration'] },
    ],
  },
  {
    title: 'Team',
    lines: [
      line('procedures', 'the team has carried out the procedures, and answered drills', ofItems('procedures-done')),
      line('system', 'the team knows the system', ofItems('architecture-known')),
      line('tools', 'everybody can use every tool', ofItems('tools-known')),
      line('incidents', 'incidents and their escalation were rehearsed', ofItems('incident-drill', 'escalation-drill')),
    ],
  },
  {
    title: 'Monitoring',
    lines: [
      line('operational', 'monitoring is in the account, as planned, and alive', ofCheck(accountVerified())),
      line('alerts', 'alerts reach people, tier by tier', ofItems('alarms-complete', 'escalation', 'subscriptions', 'escalation-drill')),
      line('dashboards', 'all dashboards are there', ofItems('dashboards')),
      line('documented', 'what is observed, and how incidents are answered, is written down', ofItems('observability-document', 'incident-document')),
    ],
  },
  {
    title: 'Automation',
    lines: [
      line('anomalies', 'what judges by itself is trained, or only opens tickets', ofItems('anomalies')),
      line('rehearsed', 'what heals by itself was rehearsed', ofItems('self-healing')),
      line('supervised', 'people supervise it, can stop it, and approve what is of high risk', ofItems('supervision', 'override', 'approvals')),
      line('authorized', 'two of operations and one from outside have signed', ofItems('sign-off')),
    ],
  },
];
