import type { Incident } from '../../incident/lifecycle/incident';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { Scenario } from '../../scenario/scenario';
import type { CallEntry, LogEntry } from '../../simulator/core/log';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { Measurement } from '../measurements';
import type { IncidentRecords } from './incident-records';
import type { PersonAnswer } from './paging-timeline';

type IncidentExpectation = Scenario['expectIncidents'][number];

/** Puts what the records of incidents must say beside what they said, and what people were answered beside what they must be. */
export function judgeIncidents(
  scenario: Scenario,
  { records, answers }: { readonly records: IncidentRecords; readonly answers: readonly PersonAnswer[] },
  { log, plan }: { readonly log: readonly LogEntry[]; readonly plan: IncidentPlan },
): Measurement[] {
  return [
    ...answers.map(judgeAnswer),
    ...scenario.expectIncidents.map((expectation) => {
      const at = scenario.start + expectation.at * MINUTE_MS;
      const incident = records.recordedAt(expectation.service, at, expectation.sequence);
      const wanted = wantedOf(expectation);
      const found = foundOf(incident, at, { log, plan });
      const differs = Object.entries(wanted).filter(([name, value]) => !isMet(name, value, found[name]));
      return {
        code: 'incident-record',
        subject: { service: expectation.service, ...(expectation.sequence !== undefined && { sequence: expectation.sequence }), at },
        expected: wanted,
        measured: Object.fromEntries(Object.keys(wanted).map((name) => [name, found[name] ?? 'none'])),
        outcome: differs.length === 0 ? 'passed' : 'failed',
      } as const;
    }),
  ];
}

function judgeAnswer({ at, person, action, isAccepted, isRefusalExpected, text }: PersonAnswer): Measurement {
  return {
    code: 'command',
    subject: { person, action, at },
    expected: { kind: isRefusalExpected ? 'refused' : 'accepted' },
    measured: { kind: isAccepted ? 'accepted' : 'refused', answer: text },
    outcome: isAccepted === isRefusalExpected ? 'failed' : 'passed',
  };
}

/** Members of a record, by name. */
type RecordValues = Readonly<Record<string, string | number | boolean>>;

function wantedOf({ service: _service, at: _at, sequence: _sequence, ...wanted }: IncidentExpectation): RecordValues {
  return definedOf(wanted);
}

function isMet(name: string, wanted: unknown, found: unknown): boolean {
  // Alarms of a flapping service come back at least as often as it does.
  if (name === 'flaps') return typeof found === 'number' && found >= Number(wanted);
  return wanted === (found ?? (name === 'exhausted' ? false : 'none'));
}

function foundOf(incident: Incident | undefined, at: Instant, account: { readonly log: readonly LogEntry[]; readonly plan: IncidentPlan }): RecordValues {
  if (incident === undefined) return { state: 'none' };
  const { state, severity, round, acknowledgement, flapCount, exhausted, postmortem } = incident;
  return definedOf({
    state,
    severity,
    round,
    acknowledgedBy: acknowledgement?.by,
    flaps: flapCount,
    exhausted,
    postmortem: postmortem?.status,
    opsItem: opsItemStatus(incident, at, account),
  });
}

function definedOf(values: Readonly<Record<string, string | number | boolean | undefined>>): RecordValues {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** What the account was notified of the OpsItem last, not what the record says of it. */
function opsItemStatus(
  { id, opsItemId }: Incident,
  at: Instant,
  { log, plan }: { readonly log: readonly LogEntry[]; readonly plan: IncidentPlan },
): string | undefined {
  const calls = log.filter((entry): entry is CallEntry => entry.kind === 'call' && entry.service === 'ssm' && entry.outcome === 'succeeded' && entry.at <= at);
  const isCreated = calls.some(({ operation, region, input }) => {
    const data = input.OperationalData as Readonly<Record<string, { readonly Value?: string }>> | undefined;
    return operation === 'CreateOpsItem' && region === plan.policy.region && data?.['incident']?.Value === id;
  });
  const updated = calls.findLast(({ operation, input }) => operation === 'UpdateOpsItem' && input.OpsItemId === opsItemId && input.Status !== undefined);
  return updated === undefined ? (isCreated ? 'Open' : undefined) : String(updated.input.Status);
}
