import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareFreezes } from '../../lib/conformance/compare-freezes';
import { Comparison } from '../../lib/conformance/comparison';
import type { FreezeRule } from '../../lib/maintenance/calendar/freeze-rule';
import { horizonProblems, planFreezes } from '../../lib/plan/plan-freezes';
import { WEEKDAYS } from '../../lib/time/business-calendar';
import { DAY_MS } from '../../lib/time/zoned-time';
import { exampleModel, exampleObjective } from '../helpers/models';
import { stacksOf } from '../helpers/simulated-account';

const FROM = Date.UTC(2026, 2, 1);
const WEEKENDS: FreezeRule = {
  id: 'weekends',
  reason: 'no release',
  owner: 'change-manager',
  timeZone: 'UTC',
  times: { kind: 'weekly', from: { weekday: 'friday', minutes: 960 }, until: { weekday: 'monday', minutes: 480 } },
};
const planOf = (rules: readonly FreezeRule[], horizonDays = 30) => {
  const model = exampleModel({ checkout: [exampleObjective()] });
  return planFreezes({ ...model, maintenance: { freezes: { from: FROM, horizonDays, rules } } });
};
const codes = ({ problems }: ReturnType<typeof planOf>) => problems.map(({ code, where }) => `${code} ${where.path}`);

test('the calendar has the name by which runbooks ask it, and says where it ends (000-06)', () => {
  const { freezes, problems } = planOf([WEEKENDS]);
  expect(problems).toEqual([]);
  expect(freezes).toMatchObject({ name: 'shop-prod-freeze', region: 'eu-central-1', until: FROM + 30 * DAY_MS });
  expect(freezes!.content).toContain('DTSTART:20260306T160000Z\r\nDTEND:20260309T080000Z\r\nSUMMARY:no release (change-manager)');
  expect(planFreezes(exampleModel({ checkout: [exampleObjective()] }))).toEqual({ problems: [] });
});

test('what closes nothing, closes everything, or fits into no document is reported', () => {
  const range = (id: string, from: number, until: number): FreezeRule => ({ ...WEEKENDS, id, times: { kind: 'range', from, until } });
  expect(codes(planOf([range('past', FROM - 9 * DAY_MS, FROM)]))).toEqual(['FRZ009 prod shop-prod-freeze past']);
  expect(codes(planOf([range('later', FROM + 31 * DAY_MS, FROM + 32 * DAY_MS)]))).toEqual(['FRZ001 prod shop-prod-freeze later']);
  const lastYear: FreezeRule = { ...WEEKENDS, id: 'last-year', times: { kind: 'events', events: [{ from: FROM - 9 * DAY_MS, until: FROM - 8 * DAY_MS }] } };
  expect(codes(planOf([lastYear]))).toEqual(['FRZ009 prod shop-prod-freeze last-year']);
  expect(codes(planOf([range('always', FROM - DAY_MS, FROM + 400 * DAY_MS)]))).toEqual(['FRZ004 prod shop-prod-freeze']);
  const hours = { timeZone: 'UTC', days: WEEKDAYS, open: '08:00', close: '18:00', holidays: [] };
  expect(codes(planOf([{ ...WEEKENDS, id: 'nights', times: { kind: 'outside', hours } }], 600))).toEqual(['FRZ003 prod shop-prod-freeze']);
});

test('a calendar that runs out is reported a month before, and said to be over after', () => {
  const { freezes } = planOf([WEEKENDS], 90);
  const found = (days: number) => horizonProblems(freezes!, 'prod', FROM + days * DAY_MS).map(({ code, level }) => `${code} ${level}`);
  expect([59, 60, 89, 90, 400].map(found)).toEqual([[], ['FRZ002 warning'], ['FRZ002 warning'], ['FRZ006 warning'], ['FRZ006 warning']]);
  expect(horizonProblems(planOf([], 90).freezes!, 'prod', FROM + 400 * DAY_MS)).toEqual([]);
});

describe('the comparison of a deployment with the plan', () => {
  const { freezes } = planOf([WEEKENDS]);
  const differences = (properties: Readonly<Record<string, unknown>>) => {
    const Properties = { Name: freezes!.name, DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Content: freezes!.content, ...properties };
    const found = new Comparison(assemblyResources(stacksOf({ template: { Resources: { Freeze: { Type: 'AWS::SSM::Document', Properties } } } } as never)));
    compareFreezes(freezes!, found);
    expect(found.unknown).toEqual([]);
    return found.differences.map(({ what }) => what);
  };

  test.each([
    ['as planned', {}, []],
    ['another name, which no runbook asks', { Name: 'freezes' }, ['document']],
    ['another type', { DocumentType: 'Command' }, ['type of the document', 'content']],
    ['an event an hour later', { Content: freezes!.content.replace('DTEND:20260309T08', 'DTEND:20260309T09') }, ['event 2']],
    ['an event less', { Content: freezes!.content.replace(/BEGIN:VEVENT(?:(?!BEGIN:VEVENT)[\s\S])*END:VEVENT\r\n(?=END:VCALENDAR)/, '') }, ['event 5']],
    ['closed by default', { Content: freezes!.content.replace('DEFAULT_OPEN', 'DEFAULT_CLOSED') }, ['content']],
    ['no calendar', { Content: 'freeze' }, ['content']],
  ])('finds %s', (_, properties, expected) => {
    expect(differences(properties)).toEqual(expected);
  });
});
