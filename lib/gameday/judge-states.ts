import type { Scenario } from '../scenario/scenario';
import { timesOf } from '../scenario/scenario-times';
import { SECOND_MS } from '../time/time';
import { timeRange } from './judge-expectations';
import { matchNotifications } from './match-notifications';
import type { Measurement } from './measurements';
import type { StateChange } from './timeline';

/**
 * Puts every expected change of a stored state beside the one that happened. Of an objective that is expected anything
 * of, a change nobody expected fails; of others a scenario says nothing, and the comparison with what really happened
 * has to do.
 *
 * @param changes in order, what was before the scenario included
 */
export function judgeStates(scenario: Scenario, changes: readonly StateChange[]): Measurement[] {
  const expected = scenario.expectStates.map((expectation) => {
    const { began } = timesOf(scenario, expectation.after);
    const { objective, state, notBefore, within } = expectation;
    return { expectation, began, subject: { objective, state }, earliest: began + notBefore * SECOND_MS, latest: began + within * SECOND_MS };
  });
  const named = new Set(expected.map(({ subject }) => subject.objective));
  const happened = changes
    .filter(({ at, objective }) => at >= scenario.start && named.has(objective))
    .map((change) => ({ at: change.at, subject: { objective: change.objective, state: change.to }, change }));
  const { answers, unexpected } = matchNotifications(expected, happened);
  const judged = expected.map((each): Measurement => {
    const found = answers.get(each);
    return {
      code: 'budget-state-time',
      subject: each.subject,
      after: each.expectation.after,
      expected: timeRange(each.expectation),
      measured: found === undefined ? { kind: 'never' } : { kind: 'elapsed', seconds: (found.at - each.began) / SECOND_MS },
      outcome: found !== undefined && found.at >= each.earliest && found.at <= each.latest ? 'passed' : 'failed',
    };
  });
  const surprises = unexpected.map(({ change: { at, objective, from, to } }): Measurement => ({
    code: 'unexpected-budget-state',
    subject: { objective, from, to },
    expected: { kind: 'none' },
    measured: { kind: 'at', at, beforeScenario: false },
    outcome: 'failed',
  }));
  return [...judged, ...surprises];
}
