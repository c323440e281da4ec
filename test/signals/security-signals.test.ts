import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { compileEventPattern } from '../../lib/aws/events/event-pattern';
import { readSecuritySignal, securityRules } from '../../lib/signals/security-signals';
import { UnreadableSignalError } from '../../lib/signals/signal-source';
import { parseInstant } from '../../lib/time/time';
import { complianceChange, guardDutyFinding, hubFinding, SECURITY, signIn, trailCall } from '../helpers/findings';

const EVENTBRIDGE = { anythingButOnLists: 'any', emptyExists: true } as const;

const read = (event: JsonObject) =>
  readSecuritySignal(SECURITY, { detailType: String(event['detail-type']), region: String(event['region']), detail: event['detail'] as JsonObject });

/** The rules of every source that an event passes. */
const rulesOf = (event: JsonObject, policy = SECURITY): string[] =>
  securityRules(policy).flatMap(({ id, pattern }) => (compileEventPattern(pattern, id, EVENTBRIDGE)(event) ? [id] : []));

describe('the rules bring what has a severity, and nothing else (002-17)', () => {
  test.each<[string, JsonObject, string[]]>([
    ['GuardDuty, high', guardDutyFinding({ severity: 7 }), ['guard-duty-findings']],
    ['GuardDuty, critical', guardDutyFinding({ severity: 9.1 }), ['guard-duty-findings']],
    ['GuardDuty, medium', guardDutyFinding({ severity: 6.9 }), []],
    ['Security Hub, critical and new', hubFinding(), ['security-hub-findings']],
    ['Security Hub, critical and resolved', hubFinding({ Workflow: { Status: 'RESOLVED' } }), ['security-hub-findings']],
    ['Security Hub, critical and notified', hubFinding({ Workflow: { Status: 'NOTIFIED' } }), []],
    ['Security Hub, high', hubFinding({ Severity: { Label: 'HIGH' } }), []],
    ['Security Hub, what GuardDuty says itself', hubFinding({ ProductName: 'GuardDuty' }), []],
    ['a rule of Config', complianceChange(), ['config-compliance']],
    ['a rule of Config that is over', complianceChange('COMPLIANT'), ['config-compliance']],
    ['another rule of Config', complianceChange('NON_COMPLIANT', 'tags'), []],
    ['a trail that is stopped', trailCall('aws.cloudtrail', 'StopLogging'), ['cloud-trail-calls']],
    ['a trail that somebody may not stop', trailCall('aws.cloudtrail', 'StopLogging', { errorCode: 'AccessDenied' }), []],
    ['a key that is deleted, which has no severity', trailCall('aws.kms', 'ScheduleKeyDeletion'), []],
    ['a detector that is deleted', trailCall('aws.guardduty', 'DeleteDetector'), ['cloud-trail-calls']],
    ['root signs in', signIn(), ['cloud-trail-root-sign-in']],
    ['root fails to', signIn('Root', 'Failure'), []],
    ['somebody else signs in', signIn('IAMUser'), []],
  ])('%s', (_what, event, expected) => {
    expect(rulesOf(event)).toEqual(expected);
  });

  test('what GuardDuty says comes by Security Hub where only that is asked', () => {
    const { securityHub: hub } = SECURITY.severities;
    expect(rulesOf(hubFinding({ ProductName: 'GuardDuty' }), { ...SECURITY, severities: { securityHub: hub! } })).toEqual(['security-hub-findings']);
  });
});

describe('a finding', () => {
  test('of GuardDuty has its severity, what, where, and its page', () => {
    expect(read(guardDutyFinding())).toMatchObject({
      kind: 'finding',
      group: 'security',
      event: {
        alarm: {
          name: 'guardDuty/a1b2',
          severity: 'S1',
          title: 'An instance calls a command server',
          impact: 'Backdoor:EC2/C&CActivity.B!DNS, on Instance, account 111122223333, eu-central-1',
          recovers: 'by people',
          link: 'https://eu-central-1.console.aws.amazon.com/guardduty/home?region=eu-central-1#/findings?macros=current&fId=a1b2',
        },
        state: 'ALARM',
        transitionAt: parseInstant('2026-03-02T08:01:00Z'),
      },
    });
    expect(read(guardDutyFinding({ severity: 9 }))).toMatchObject({ event: { alarm: { severity: 'S0' } } });
  });

  test('of a level without a severity is nothing', () => {
    expect(read(guardDutyFinding({ severity: 5 }))).toMatchObject({ kind: 'nothing' });
  });

  test('of a service that is not asked is not read at all', () => {
    const event = guardDutyFinding();
    expect(
      readSecuritySignal({ ...SECURITY, severities: {} }, { detailType: 'GuardDuty Finding', region: 'eu-central-1', detail: event['detail'] as JsonObject }),
    ).toBeUndefined();
  });

  test('of Security Hub about a critical patch is due exactly 24 hours after it was first seen (002-55)', () => {
    const due = parseInstant('2026-03-03T07:58:00Z');
    expect(read(hubFinding())).toMatchObject({ event: { alarm: { runbook: 'patch-critical', remedyDueAt: due, recovers: 'by source' } } });
    expect(read(hubFinding({ UpdatedAt: '2026-03-02T20:00:00Z' }))).toMatchObject({ event: { alarm: { remedyDueAt: due } } });
    const other = read(hubFinding({ Types: ['Effects/Data Exposure'] }));
    expect(other).toMatchObject({ event: { alarm: { runbook: 'incident-response-s1' } } });
    expect(other).not.toHaveProperty('event.alarm.remedyDueAt');
  });

  test.each([
    hubFinding({ Workflow: { Status: 'SUPPRESSED' } }),
    hubFinding({ RecordState: 'ARCHIVED' }),
    complianceChange('COMPLIANT'),
    complianceChange('NOT_APPLICABLE'),
  ])('is over when its source says so (%#)', (event) => {
    expect(read(event)).toMatchObject({ event: { state: 'OK' } });
  });

  test('is a call of a security service, and not read as a finding of it', () => {
    expect(read(trailCall('aws.guardduty', 'DeleteDetector'))).toMatchObject({
      event: { alarm: { name: 'cloudTrail/e-1', title: 'DeleteDetector was called', impact: expect.stringContaining('user/mallory, from 203.0.113.9') } },
    });
    expect(read(signIn())).toMatchObject({ event: { alarm: { severity: 'S0', title: 'root signed in to the console' } } });
  });

  test('that is not as its service documents is an error, for somebody to look at', () => {
    const { title: _title, ...detail } = guardDutyFinding()['detail'] as JsonObject;
    expect(() => read({ ...guardDutyFinding(), detail })).toThrow(UnreadableSignalError);
    expect(() => read(hubFinding({ UpdatedAt: 'yesterday' }))).toThrow('UpdatedAt is yesterday, which is no instant');
  });
});
