import type { Person } from '../../incident/roster/roster';
import type { Instant } from '../../time/time';
import type { LocalTimes } from '../local-times';
import { alignColumns } from './columns';
import { HANDOVER_DAYS, type Duty, type Handover, type SeverityDuty, type TierDuty } from './on-call-duty';

const NOBODY = 'NOBODY';

/** Who would be paged, severity by severity, as people read it. */
export function printEscalations(environment: string, escalations: readonly SeverityDuty[], at: Instant, times: LocalTimes): string {
  const heading = `${environment}: who hears of an incident that opens at ${times.of(at)} and that nobody acknowledges`;
  return [[heading, ...times.note].join('\n'), ...escalations.map((escalation) => printEscalation(escalation, times))].join('\n\n');
}

function printEscalation({ severity, meaning, tiers, informed, handover }: SeverityDuty, times: LocalTimes): string {
  const notified = informed.map(({ role, people }) => `${role} ${people.length === 0 ? NOBODY : people.map(({ id }) => id).join(', ')}`);
  return [
    `${severity} ${meaning}`,
    ...alignColumns(tiers.flatMap((tier) => tierRows(tier, times))).map((line) => `  ${line}`),
    ...(notified.length === 0 ? [] : [`  notified, asked nothing: ${notified.join('; ')}`]),
    `  next hand-over of tier 1: ${handoverText(handover, times)}`,
  ].join('\n');
}

/** A row for each role; when and why stand in the first. */
function tierRows({ tier, at, after, condition, duties }: TierDuty, times: LocalTimes): string[][] {
  const isEmpty = duties.every(({ people }) => people.length === 0);
  return duties.map(({ role, people }, index) => [
    ...(index === 0 ? [`tier ${tier}`, times.of(at), after, condition === 'always' ? '' : `if ${condition}`] : ['', '', '', '']),
    role,
    `${peopleText(people)}${isEmpty ? ': the next tier is paged at once' : ''}`,
  ]);
}

/** Who has one role, until when, and who comes then. */
export function printRole(duty: Duty, handover: Handover | undefined, at: Instant, times: LocalTimes): string {
  return [`${duty.role} (${duty.title}) at ${times.of(at)}: ${peopleText(duty.people)}`, `  next hand-over: ${handoverText(handover, times)}`].join('\n');
}

function peopleText(people: readonly Person[]): string {
  return people.length === 0 ? NOBODY : people.map(({ id, channels }) => `${id} (${channels.join(', ')})`).join(', ');
}

function handoverText(handover: Handover | undefined, times: LocalTimes): string {
  if (handover === undefined) return `none in the next ${HANDOVER_DAYS} days`;
  const { at, role, from, to } = handover;
  const names = (people: readonly string[]): string => (people.length === 0 ? NOBODY : people.join(', '));
  return `${times.of(at)}, ${role} from ${names(from)} to ${names(to)}`;
}
