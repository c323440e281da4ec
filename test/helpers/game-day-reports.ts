/** Reports of game days, for tests of what renders them. */

import type { Measurement } from '../../lib/gameday/measurements';
import type { GameDayReport } from '../../lib/gameday/report';
import type { PlayedScenario } from '../../lib/report/junit';

/** A game day of which nothing is said. */
export const report = (changes: Partial<GameDayReport> = {}): GameDayReport => ({
  scenario: { id: 'outage', title: 'An outage', environment: 'prod', start: 0, durationMinutes: 60, proves: [] },
  outcome: 'passed',
  timeline: [],
  measurements: [],
  differences: [],
  unknown: [],
  notes: [],
  ...changes,
});

/** A report, and that playing it took so many seconds. */
export const took = (played: GameDayReport, seconds = 1.25): PlayedScenario => ({ report: played, seconds });

/** A measurement that reads `deployment of <target>`, so that any text can be put into it. */
export const measurement = (target: string, outcome: GameDayReport['outcome']): Measurement => ({
  code: 'deployment',
  subject: { target },
  expected: { kind: 'accepted' },
  measured: { kind: 'refused', problemCode: 'SIM001', problem: 'too long' },
  outcome,
});

/** Every outcome, a difference, and the same unknown twice. */
export const everything = report({
  measurements: [measurement('a', 'passed'), measurement('b <&> "c"', 'failed'), measurement('d', 'could not tell')],
  differences: [{ kind: 'template', name: 'alarm', resource: 'stack/Alarm', constructPath: 'prod/Alarm', what: 'threshold', planned: '1', found: '2' }],
  unknown: ['a mute rule', 'a mute rule'],
});
