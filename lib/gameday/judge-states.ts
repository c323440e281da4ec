import { formatDurationSeconds, formatInstant, SECOND_MS } from '../time/time';
import { matchNotifications } from './match-notifications';
import type { Measurement } from './report';
import type { Scenario } from '../scenario/scenario';
import { timesOf } from '../scenario/scenario-times';
import type { StateChange } from './story';

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
    return { expectation, began, objective, signal: state, earliest: began + notBefore * SECOND_MS, latest: began + within * SECOND_MS };
  });
  const named = new Set(expected.map(({ objective }) => objective));
  const happened = changes
    .filter(({ at, objective }) => at >= scenario.start && named.has(objective))
    .map((change) => ({ ...change, signal: change.to }));
  const { answers, unexpected } = matchNotifications(expected, happened);
  const judged = expected.map((each): Measurement => {
    const { objective, state, after, notBefore, within } = each.expectation;
    const found = answers.get(each);
    const limit = formatDurationSeconds(within);
    return {
      what: `${objective} ${state} after ${after} began`,
      expected: notBefore === 0 ? `within ${limit}` : `${formatDurationSeconds(notBefore)} to ${limit}`,
      measured: found === undefined ? 'never' : formatDurationSeconds((found.at - each.began) / SECOND_MS),
      outcome: found !== undefined && found.at >= each.earliest && found.at <= each.latest ? 'passed' : 'failed',
    };
  });
  const surprises = unexpected.map(({ at, objective, from, to }): Measurement => ({
    what: `${objective} ${from} -> ${to}`,
    expected: 'no such change',
    measured: `at ${formatInstant(at)}`,
    outcome: 'failed',
  }));
  return [...judged, ...surprises];
}
