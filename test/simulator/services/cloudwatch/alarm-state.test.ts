import { evidenceOf, type MissingDataTreatment, nextState, PointMark } from '../../../../lib/simulator/services/cloudwatch/alarm-state';
import type { AlarmState } from '../../../../lib/simulator/services/cloudwatch/metric-alarm';

/** Points as the documentation prints them: oldest first, `-` missing, `0` not breaching, `X` breaching. */
function marks(points: string): number[] {
  const mark = { '-': PointMark.missing, '0': PointMark.ok, X: PointMark.breaching };
  return points
    .split(' ')
    .map((point) => mark[point as keyof typeof mark])
    .reverse();
}

function stateAfter(points: string, m: number, missingData: MissingDataTreatment, current: AlarmState, youngLoneBreach: 'keep' | 'ok' = 'keep'): AlarmState {
  const rule = { evaluationPeriods: 3, datapointsToAlarm: m, missingData, youngLoneBreach };
  return nextState(rule, evidenceOf(marks(points), 3), current);
}

const keep = 'keep';
const INSUFFICIENT = 'INSUFFICIENT_DATA';

describe('the ten documented examples, N = 3 in a range of 5 (facts 1.4)', () => {
  test.each<[number, string, readonly (AlarmState | 'keep')[]]>([
    [3, '0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    [3, '0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    [3, '- - - - -', [INSUFFICIENT, keep, 'ALARM', 'OK']],
    [3, '0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [3, '- - X - -', ['ALARM', keep, 'ALARM', 'OK']],
    [2, '0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    [2, '0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    [2, '- - - X -', ['ALARM', keep, 'ALARM', 'OK']],
  ])('M = %i, %s', (m, points, expected) => {
    const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
    for (const current of ['OK', 'ALARM', INSUFFICIENT] as const) {
      const states = treatments.map((treatment) => stateAfter(points, m, treatment, current));
      expect(states).toEqual(expected.map((state) => (state === keep ? current : state)));
    }
  });
});

describe('premature alarms, M = 3 (facts 1.4, step 5)', () => {
  test.each(['- - - - X', '- - - X -'])('%s does not alarm', (points) => {
    expect(stateAfter(points, 3, 'missing', 'OK')).toBe('OK');
    expect(stateAfter(points, 3, 'missing', INSUFFICIENT)).toBe(INSUFFICIENT);
    expect(stateAfter(points, 3, 'missing', INSUFFICIENT, 'ok')).toBe('OK');
  });

  test('- - X - - alarms: the breach has been there for M periods', () => {
    expect(stateAfter('- - X - -', 3, 'missing', 'OK')).toBe('ALARM');
  });
});

test('enough real points make the treatment irrelevant, and only the newest N of them count', () => {
  expect(stateAfter('X X 0 0 0', 1, 'breaching', 'ALARM')).toBe('OK');
  expect(stateAfter('X 0 - 0 0', 1, 'breaching', 'ALARM')).toBe('OK');
  expect(stateAfter('0 X - 0 0', 1, 'notBreaching', 'OK')).toBe('ALARM');
});
