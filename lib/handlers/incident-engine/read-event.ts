import type { JsonObject } from '../../aws/cloudformation/template';
import { plannedAlarm, RUN_CHANGE, STEP_CHANGE, UNAPPROVED } from '../../incident/lifecycle/engine-policy';
import type { AlarmEvent, SignalState, UnapprovedStep } from '../../incident/lifecycle/incident-event';
import { healingDocuments } from '../../incident/message/console-links';
import { SEVERITIES, type Severity } from '../../incident/severity';
import type { InformationEvent } from '../../incident/use-cases/collect-information';
import type { Engine } from '../../incident/use-cases/engine';
import type { IncidentCommand } from '../../incident/use-cases/run-command';
import type { Checklist } from '../../maintenance/checklists/checklist';
import type { WorkEvent } from '../../maintenance/owed-work/work-event';
import { isMap } from '../../problems/untyped';
import { readInformation } from '../../signals/information-signals';
import { readSecuritySignal } from '../../signals/security-signals';
import { parseInstant, type Instant } from '../../time/time';

/** What the function can be started for. */
export type EngineEvent =
  /** The minute of the schedule, with when it was to begin. */
  | { readonly kind: 'tick'; readonly at?: Instant }
  | { readonly kind: 'alarm'; readonly group: string; readonly event: AlarmEvent }
  | { readonly kind: 'command'; readonly incidentId: string; readonly command: IncidentCommand }
  | { readonly kind: 'maintenance'; readonly event: WorkEvent }
  | { readonly kind: 'drill'; readonly group: string; readonly severity: Severity; readonly by: string }
  /** Something that the digest lists. */
  | { readonly kind: 'information'; readonly event: InformationEvent }
  /** A run of a runbook changed its state. */
  | { readonly kind: 'run'; readonly executionId: string }
  /** A step of a runbook asked for an approval, and nobody gave it in time. */
  | { readonly kind: 'not approved'; readonly step: UnapprovedStep }
  /** Nothing for the engine, with the reason. */
  | { readonly kind: 'nothing'; readonly why: string };

/** Thrown for an event the engine was not made for: it goes to the dead letters, where somebody looks at it. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Says what an event is: the tick of the schedule, a change of an alarm, a finding of a security service, what the digest lists, or what an operator asks for from the console.
 *
 * @throws UnknownEventError for anything else
 * @throws UnreadableSignalError for a finding that does not have the form its service documents
 */
export function readEvent(engine: Engine, event: unknown): EngineEvent {
  if (!isMap(event)) throw new UnknownEventError(`the event is no object: ${JSON.stringify(event)}`);
  if (event['kind'] === 'tick') return readTick(event);
  if (event['kind'] === 'command') return readCommand(event);
  if (event['kind'] === 'maintenance') return { kind: 'maintenance', event: readWorkEvent(event) };
  const detail = event['detail'];
  if (event['source'] === 'aws.cloudwatch' && isMap(detail)) {
    const region = textOf(event, 'region');
    switch (event['detail-type']) {
      case 'CloudWatch Alarm State Change':
        return readStateChange(engine, region, detail);
      case 'CloudWatch Alarm Configuration Change':
        return readConfigurationChange(engine, region, detail, Date.parse(textOf(event, 'time')));
      default:
    }
  }
  const signal = readSignal(engine, event);
  if (signal !== undefined) return signal;
  const information = readInformationEvent(engine, event);
  if (information !== undefined) return { kind: 'information', event: information };
  if (event['source'] === 'aws.ssm' && isMap(detail)) {
    if (event['detail-type'] === RUN_CHANGE) return readRunChange(engine, detail);
    if (event['detail-type'] === STEP_CHANGE) return readStepChange(engine, detail);
  }
  throw new UnknownEventError(`the engine was not made for this event: ${JSON.stringify(event).slice(0, 500)}`);
}

/** A tick that somebody starts by hand names no time. */
function readTick({ at }: Fields): EngineEvent {
  const instant = typeof at === 'string' ? parseInstant(at) : undefined;
  return { kind: 'tick', ...(instant !== undefined && { at: instant }) };
}

/** A finding of a security service, where those are heard. */
function readSignal({ policy }: Engine, event: Fields): EngineEvent | undefined {
  const { detail } = event;
  if (policy.security === undefined || event['detail-type'] === undefined || !isMap(detail)) return undefined;
  const signal = readSecuritySignal(policy.security, {
    detailType: textOf(event, 'detail-type'),
    region: textOf(event, 'region'),
    detail: detail as JsonObject,
  });
  return signal?.kind === 'finding' ? { kind: 'alarm', group: signal.group, event: signal.event } : signal;
}

/** A deployment or a scaling, where those are collected. */
function readInformationEvent({ policy }: Engine, event: Fields): InformationEvent | undefined {
  const { detail, resources } = event;
  if (policy.announcements?.information === undefined || event['detail-type'] === undefined || !isMap(detail)) return undefined;
  const text = readInformation(policy.announcements.information, {
    detailType: textOf(event, 'detail-type'),
    region: textOf(event, 'region'),
    detail: detail as JsonObject,
    resources: Array.isArray(resources) ? resources.map(String) : [],
  });
  return text === undefined ? undefined : { id: textOf(event, 'id'), at: instantOf(textOf(event, 'time')), text };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function readStateChange(engine: Engine, region: string, detail: Fields): EngineEvent {
  const name = textOf(detail, 'alarmName');
  const state = fieldsOf(detail, 'state');
  const facts = plannedAlarm(engine.policy, { name, region });
  if (facts === undefined) return { kind: 'nothing', why: whyNothing(engine, name, region) };
  const value = textOf(state, 'value') as SignalState;
  if (value === 'ALARM' && state['actionsSuppressedBy'] !== undefined) {
    return { kind: 'nothing', why: `the actions of ${name} are held; reconciliation sees it once they are not` };
  }
  const { group, budgetParameter: _parameter, ...alarm } = facts;
  const mutedUntil = muteEnd(detail);
  return {
    kind: 'alarm',
    group,
    event: {
      kind: 'alarm',
      alarm,
      state: value,
      transitionAt: instantOf(textOf(state, 'timestamp')),
      reason: typeof state['reason'] === 'string' ? state['reason'] : 'no reason was given',
      source: 'event',
      ...(mutedUntil !== undefined && { mutedUntil }),
    },
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html */
function readRunChange({ policy }: Engine, detail: Fields): EngineEvent {
  const definition = textOf(detail, 'Definition');
  if (!healingDocuments(policy).includes(definition)) return { kind: 'nothing', why: `no alarm starts ${definition}` };
  return { kind: 'run', executionId: textOf(detail, 'ExecutionId') };
}

/** The same page; a step says its action and its status. Documents whose names do not begin as ours are somebody else's. */
function readStepChange({ policy }: Engine, detail: Fields): EngineEvent {
  const [document, action, status, name] = ['Definition', 'Action', 'Status', 'StepName'].map((each) => textOf(detail, each)) as [
    string,
    string,
    string,
    string,
  ];
  const isOurs = document.startsWith(`${policy.application}-${policy.environment}-`);
  if (!isOurs || action !== UNAPPROVED.action || status !== UNAPPROVED.status) return { kind: 'nothing', why: `step ${name} of ${document} is ${status}` };
  return { kind: 'not approved', step: { name, document, executionId: textOf(detail, 'ExecutionId') } };
}

/** The rule of the events goes by the beginning of names; what the plan does not have is somebody else's alarm. */
function whyNothing({ policy }: Engine, name: string, region: string): string {
  return policy.partAlarms.includes(name) ? `${name} is a part of other alarms` : `${name} in ${region} is not in the plan of this engine`;
}

function muteEnd(detail: Fields): Instant | undefined {
  const mute = detail['muteDetail'];
  return isMap(mute) && typeof mute['muteWindowEnd'] === 'string' ? instantOf(mute['muteWindowEnd']) : undefined;
}

/** An alarm that is deleted changes no state: its incident has to hear of it all the same. */
function readConfigurationChange(engine: Engine, region: string, detail: Fields, at: Instant): EngineEvent {
  const name = textOf(detail, 'alarmName');
  const facts = plannedAlarm(engine.policy, { name, region });
  if (detail['operation'] !== 'delete' || facts === undefined) return { kind: 'nothing', why: `the configuration of ${name} changed` };
  const { group, budgetParameter: _parameter, ...alarm } = facts;
  return { kind: 'alarm', group, event: { kind: 'alarm', alarm, state: 'deleted', transitionAt: at, reason: 'it was deleted', source: 'event' } };
}

/** What a runbook can ask for. */
const COMMANDS = ['acknowledge', 'mitigate'] as const;

/** From a runbook with which an operator acknowledges, says that it is mitigated, or rehearses a page. */
function readCommand(event: Fields): EngineEvent {
  const written = textOf(event, 'command');
  if (written === 'rehearse') return { kind: 'drill', group: textOf(event, 'service'), severity: severityOf(event), by: textOf(event, 'by') };
  const kind = COMMANDS.find((command) => command === written);
  if (kind === undefined) throw new UnknownEventError(`command ${written}: allowed are ${[...COMMANDS, 'rehearse'].join(', ')}`);
  return { kind: 'command', incidentId: textOf(event, 'incident'), command: { kind, by: textOf(event, 'by'), via: textOf(event, 'via') } };
}

/** From a schedule or a task, whose inputs are written when they are deployed. */
function readWorkEvent(event: Fields): WorkEvent {
  const what = textOf(event, 'what');
  if (what === 'reminders') return { kind: 'maintenance', what };
  if (what !== 'checklist' && what !== 'task failed') throw new UnknownEventError(`maintenance ${what}: allowed are checklist, reminders, task failed`);
  const scheduledTime = textOf(event, 'scheduledTime');
  if (what === 'task failed') {
    const [task, title, owner, execution] = ['task', 'title', 'owner', 'execution'].map((name) => textOf(event, name)) as [string, string, string, string];
    return { kind: 'maintenance', what, task, title, owner, scheduledTime, execution };
  }
  const checklist = fieldsOf(event, 'checklist');
  const calendar = fieldsOf(event, 'calendar');
  return {
    kind: 'maintenance',
    what,
    checklist: checklist as unknown as Checklist,
    calendar: calendar as Extract<WorkEvent, { what: 'checklist' }>['calendar'],
    scheduledTime,
  };
}

function severityOf(event: Fields): Severity {
  const written = textOf(event, 'severity');
  const severity = SEVERITIES.find((each) => each === written);
  if (severity === undefined) throw new UnknownEventError(`severity ${written}: allowed are ${SEVERITIES.join(', ')}`);
  return severity;
}

/** `2026-03-02T08:32:29.000+0000`, whose offset has no colon. */
function instantOf(timestamp: string): Instant {
  const instant = Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(instant)) throw new UnknownEventError(`${timestamp} is no instant`);
  return instant;
}

function fieldsOf(fields: Fields, name: string): Fields {
  const value = fields[name];
  if (isMap(value)) return value;
  throw new UnknownEventError(`the event has no ${name}`);
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new UnknownEventError(`the event has no ${name}, a text`);
}
