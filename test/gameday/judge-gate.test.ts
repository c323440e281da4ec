import { judgeGate, type GateHistory } from '../../lib/gameday/judge-gate';
import { formatInstant, MINUTE_MS } from '../../lib/time/time';
import { exampleBudgetRecord } from '../helpers/budget-records';
import { OPENED_AT } from '../helpers/incidents';
import { shopIncident } from '../helpers/shop-incidents';

const START = OPENED_AT;
const AT = 10;
const record = (state: 'healthy' | 'frozen') =>
  exampleBudgetRecord({ objective: 'web/availability', state, scheduledAt: formatInstant(START + (AT - 5) * MINUTE_MS), reasons: [`it is ${state}`] });
const history = (state: 'healthy' | 'frozen', incidents: ReturnType<GateHistory['incidentsAt']> = []): GateHistory => ({
  objectives: ['web/availability', 'website/availability'],
  stored: new Map([['web/availability', [{ at: START + (AT - 5) * MINUTE_MS, objective: 'web/availability', record: record(state) }]]]),
  incidentsAt: () => incidents,
  calendarAt: () => ({ state: 'none' }),
});
const ask = (
  verdict: 'pass' | 'blocked' | 'pass with notice',
  of: GateHistory,
  purpose: { purpose: 'change' } | { purpose: 'incident-fix'; incident: number } = { purpose: 'change' },
) => judgeGate({ start: START, expectGate: [{ service: 'web', at: AT, verdict, ...purpose }] }, of)[0]!;

test('what the gate must answer is put beside what it answers by what was stored then', () => {
  expect(ask('pass', history('healthy'))).toMatchObject({ outcome: 'passed', measured: { verdict: 'pass' } });
  expect(ask('pass', history('frozen'))).toMatchObject({
    outcome: 'failed',
    measured: { verdict: 'blocked', why: ['web/availability is frozen: it is frozen'] },
  });
});

test('what was stored after the instant, and objectives of a service whose name begins alike, say nothing', () => {
  const later = { at: START + (AT + 1) * MINUTE_MS, objective: 'web/availability', record: record('frozen') };
  const of = history('healthy');
  const stored = new Map([
    ['web/availability', [...of.stored.get('web/availability')!, later]],
    ['website/availability', [{ ...later, at: START }]],
  ]);
  expect(ask('pass', { ...of, stored })).toMatchObject({ outcome: 'passed' });
});

test('F26: in a freeze changes are held, and the fix of the incident is not; a calendar that cannot be read holds them, too', () => {
  const open = [shopIncident([[3, { kind: 'acknowledge', by: 'ana', via: 'cli' }]])];
  const frozen = { ...history('healthy'), calendarAt: () => ({ state: 'closed' as const }) };
  expect(ask('blocked', frozen)).toMatchObject({ outcome: 'passed' });
  expect(ask('pass with notice', { ...frozen, incidentsAt: () => open }, { purpose: 'incident-fix', incident: 1 })).toMatchObject({ outcome: 'passed' });
  expect(ask('pass', { ...frozen, calendarAt: () => ({ unreadable: 'InvalidDocument' }) })).toMatchObject({
    outcome: 'failed',
    measured: { verdict: 'could not tell' },
  });
});

test('an incident that somebody has holds changes but not its own fix', () => {
  const open = [shopIncident([[3, { kind: 'acknowledge', by: 'ana', via: 'cli' }]])];
  expect(ask('blocked', history('healthy', open))).toMatchObject({ outcome: 'passed' });
  expect(ask('pass with notice', history('healthy', open), { purpose: 'incident-fix', incident: 1 })).toMatchObject({ outcome: 'passed' });
  expect(ask('blocked', history('healthy', open), { purpose: 'incident-fix', incident: 1 })).toMatchObject({ outcome: 'failed' });
});
