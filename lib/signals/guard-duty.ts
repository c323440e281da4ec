import { consoleOf } from '../incident/message/console-links';
import { requiredInstant, requiredText, textAt, UnreadableSignalError, type SignalSource } from './signal-source';

/** Calls of the service come from it, too, by CloudTrail: its own events are those of this type. */
const DETAIL_TYPE = 'GuardDuty Finding';

/**
 * Where each level begins; it ends where the next one does, and the last at 10.
 * Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
 */
const FROM = { low: 1, medium: 4, high: 7, critical: 9 } as const;
type Level = keyof typeof FROM;
const LEVELS = Object.keys(FROM) as Level[];

/**
 * GuardDuty: one event when a finding is new, and one each time more of it was seen, every six hours unless somebody changed that.
 * That somebody archived a finding is no event; what a suppression rule archives is not reported at all.
 * Source: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export const GUARD_DUTY: SignalSource = {
  id: 'guardDuty',
  title: 'GuardDuty',
  levels: { low: 'Severity 1.0 to 3.9.', medium: 'Severity 4.0 to 6.9.', high: 'Severity 7.0 to 8.9.', critical: 'Severity 9.0 to 10.' },
  rules: (levels) => {
    const numeric = LEVELS.filter((level) => levels.includes(level)).map((level) => ({ numeric: ['>=', FROM[level], ...below(level)] }));
    return [{ id: 'guard-duty-findings', pattern: { source: ['aws.guardduty'], 'detail-type': [DETAIL_TYPE], detail: { severity: numeric } } }];
  },
  read: ({ detailType, region, detail }) => {
    if (detailType !== DETAIL_TYPE) return undefined;
    const id = requiredText(detail, 'id');
    const resource = textAt(detail, 'resource', 'resourceType');
    return {
      key: id,
      level: levelOf(detail.severity),
      title: requiredText(detail, 'title'),
      facts: [requiredText(detail, 'type'), ...(resource === undefined ? [] : [`on ${resource}`]), `account ${requiredText(detail, 'accountId')}, ${region}`],
      link: `${consoleOf(region)}/guardduty/home?region=${region}#/findings?macros=current&fId=${encodeURIComponent(id)}`,
      at: requiredInstant(detail, 'updatedAt'),
      isOver: false,
      recovers: 'by people',
    };
  },
};

function below(level: Level): readonly ['<', number] | readonly [] {
  const next = LEVELS[LEVELS.indexOf(level) + 1];
  return next === undefined ? [] : ['<', FROM[next]];
}

function levelOf(severity: unknown): Level {
  const level = typeof severity === 'number' ? LEVELS.findLast((each) => severity >= FROM[each]) : undefined;
  if (level === undefined) throw new UnreadableSignalError(`severity is ${JSON.stringify(severity)}: allowed is a number from ${FROM.low}`);
  return level;
}
