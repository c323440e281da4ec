import type { Incident } from '../../../lib/incident/lifecycle/incident';
import { documentationGaps, isDocumentationGap } from '../../../lib/maintenance/owed-work/documentation-gaps';
import { anEscalationPolicy } from '../../helpers/incidents';

const incident = (resolvedAt: string, changes: Partial<Incident> = {}) =>
  ({
    id: 'portal-1',
    state: 'resolved',
    drill: false,
    peakSeverity: 'S1',
    resolution: { by: 'ana', at: Date.parse(resolvedAt), text: 't' },
    checklist: [],
    policy: anEscalationPolicy(),
    ...changes,
  }) as Partial<Incident> as Incident;

test.each([
  ['2026-03-02T08:00:00Z', '2026-03-03T08:00:00.000Z'],
  ['2026-03-28T12:00:00Z, the day before clocks go forward in Berlin', '2026-03-29T12:00:00.000Z'],
  ['2026-10-24T12:00:01Z, the day before they go back', '2026-10-25T12:00:01.000Z'],
  ['2028-02-28T23:59:59Z, before a leap day', '2028-02-29T23:59:59.000Z'],
])('what is resolved at %s is documented 24 hours later (003-40, 004-19)', (resolved, due) => {
  const [gap] = documentationGaps([incident(resolved.slice(0, 20))]);
  expect(new Date(gap!.dueAt).toISOString()).toBe(due);
  expect(gap!.dueAt - gap!.openedAt).toBe(86_400_000);
  expect(isDocumentationGap(gap!)).toBe(true);
});

test('nothing is owed before the resolution, after it is done, of a drill, or of what owes no checklist', () => {
  const done = { item: 'documentation', by: 'ana', at: 0, note: 'runbook changed' } as const;
  const changes: readonly Partial<Incident>[] = [{ state: 'open' }, { state: 'closed' }, { checklist: [done] }, { drill: true }, { peakSeverity: 'S4' }];
  expect(changes.flatMap((change) => documentationGaps([incident('2026-03-02T08:00:00Z', change)]))).toEqual([]);
  expect(documentationGaps([incident('2026-03-02T08:00:00Z', { checklist: [{ ...done, item: 'report' }] })])).toHaveLength(1);
});

test('an incident that is resolved again owes it again', () => {
  const keys = ['2026-03-02T08:00:00Z', '2026-03-02T09:00:00Z'].map((at) => documentationGaps([incident(at)])[0]!.key);
  expect(new Set(keys).size).toBe(2);
});
