/** Who decides an item: a check over facts, a person who says so, or both. */
export type DecidedBy = 'check' | 'attestation' | 'check and attestation';

/** One item of the handover checklist. */
export interface HandoverItem {
  /** Stable: attestations name it. */
  readonly id: string;
  /** What is so once it is done, one sentence. */
  readonly text: string;
  readonly decidedBy: DecidedBy;
}

const item = <const Id extends string>(id: Id, decidedBy: DecidedBy, text: string): HandoverItem & { readonly id: Id } => ({ id, decidedBy, text });

/** Every item, in the order in which a handover goes through them. Requirements 000-10, 000-21: at least 15. */
export const HANDOVER_ITEMS = [
  item('severities', 'check', 'every severity says by when somebody answers, and what is written inside and outside'),
  item('alarms-complete', 'check', 'every alarm has a severity, a runbook and an owner'),
  item('runbooks-rehearsed', 'check', 'every runbook has a trigger, an owner and cases, and its last rehearsal passed'),
  item('escalation', 'check', 'tiers come later and later, each with two people and two channels'),
  item('coverage', 'check', 'somebody is on call at every instant of 13 months'),
  item('nobody-alone', 'check', 'no duty rests on one person'),
  item('raci', 'check', 'at least five roles share the work, and exactly one answers for each activity'),
  item('subscriptions', 'check and attestation', 'everybody has confirmed how they are reached, and got a test page'),
  item('encrypted-topics', 'check', 'alarms may publish to their topics: the keys let them'),
  item('dead-letters', 'check', 'what cannot be delivered is kept on every hop, and somebody is notified'),
  item('watchdog', 'check', 'the watchdog in another region has been seen to notice that paging stopped'),
  item('objectives', 'check', 'every service has objectives with budgets and alarms, and silence of each means something'),
  item('stricter-than-promised', 'check', 'every objective is stricter than what customers are promised'),
  item('dashboards', 'check', 'all eight dashboards are there'),
  item('infrastructure', 'check and attestation', 'the infrastructure is validated'),
  item('application', 'check and attestation', 'the application is validated'),
  item('performance', 'check', 'a load test shows a fifth more than what is expected, 95 % within two seconds, and scaling within a minute'),
  item('security', 'check', 'a scan found nothing critical'),
  item('integration', 'attestation', 'what the services exchange with others is validated end to end'),
  item('business-logic', 'check', 'every scenario of the business passes'),
  item('baselines', 'check', 'how a healthy system does is recorded'),
  item('incident-document', 'check', 'the incident-response playbook is current and says everything'),
  item('observability-document', 'check', 'the observability status is current, and every gap has an owner and a day'),
  item('traceability', 'check', 'the traceability matrix and the change log are current'),
  item('artefacts', 'check', 'documents of design, test and release that operations refer to are there'),
  item('reviews', 'check', 'runbooks, knowledge, training and practices were reviewed in their time'),
  item('rollback', 'check', 'every alarm of S0 and S1 has a way back'),
  item('communication', 'check', 'every text for incidents can be filled, and somebody beside those who are paged gets it'),
  item('external-contacts', 'check and attestation', 'who is asked outside is named, and somebody has tried it'),
  item('architecture-known', 'check and attestation', 'the team can say how the system is built'),
  item('tools-known', 'check and attestation', 'everybody on the team can use every tool'),
  item('procedures-done', 'check and attestation', 'the team has carried out the procedures'),
  item('incident-drill', 'check', 'an incident was rehearsed and acknowledged in time'),
  item('escalation-drill', 'check', 'an escalation was rehearsed up to the last tier'),
  item('self-healing', 'check', 'what heals by itself was rehearsed'),
  item('override', 'check', 'people taking over was rehearsed: automation stops within a minute'),
  item('approvals', 'check', 'every runbook of high risk asks for an approval'),
  item('anomalies', 'check', 'alarms on anomalies are trained, or no more than a ticket'),
  item('freezes', 'check', 'there is a change calendar, and a rehearsal showed that it holds'),
  item('postmortem-clock', 'check', 'the clock of postmortems was rehearsed'),
  item('cadences', 'check', 'daily, weekly, monthly and quarterly work is scheduled, with owners'),
  item('evidence-store', 'attestation', 'evidence is kept in an account in versions, and cannot be removed'),
  item('supervision', 'attestation', 'who supervises automation, and who approves what, is agreed'),
  item('sign-off', 'attestation', 'two people of operations and one from outside have signed'),
] as const satisfies readonly HandoverItem[];
/** Id of one of {@link HANDOVER_ITEMS}. */
export type ItemId = (typeof HANDOVER_ITEMS)[number]['id'];

/** Lines of certificates that people attest, beside the items: each by itself, or all of a certificate by its own id. */
export const ATTESTED_LINES = [
  'network',
  'databases',
  'security-groups',
  'functions',
  'service-communication',
  'authentication',
  'authorization',
  'encryption',
  'compliance',
  'partners',
  'database-operations',
  'queues',
  'events',
  'files',
  'acceptance',
  'data-integrity',
  'business-processes',
  'reporting',
] as const;

/** What people confirm of a month of operations. Requirement 003-37. */
export const CONFIRMATIONS = ['objectives-reviewed', 'responses-approved', 'findings-validated', 'improvements-confirmed'] as const;

/** What somebody can attest. */
export type AttestableId = ItemId | (typeof ATTESTED_LINES)[number] | (typeof CONFIRMATIONS)[number];
const [FIRST, ...OTHERS] = HANDOVER_ITEMS;
/** Every {@link AttestableId}. */
export const ATTESTABLE_IDS = [FIRST.id, ...OTHERS.map(({ id }) => id), ...ATTESTED_LINES, ...CONFIRMATIONS] as const;
