import { checkPagingScenario } from '../../lib/scenario/check-paging-scenario';
import { scenarioOf } from '../helpers/game-days';
import { exampleModel, exampleObjective } from '../helpers/models';
import { ON_CALL_MODEL } from '../helpers/paging-history';

// What each other mistake is notified is in the museum.
const people = [{ who: 'ana', at: 30, service: 'checkout', do: 'acknowledge', via: 'command', drill: false, refused: false }] as const;

test('people in a scenario need somebody to be on call (SCN031)', () => {
  const quiet = exampleModel({ checkout: [exampleObjective()] });
  expect(checkPagingScenario(scenarioOf({ people: [...people] }), quiet)).toMatchObject([{ code: 'SCN031', path: ['people'] }]);
  expect(checkPagingScenario(scenarioOf(), quiet)).toEqual([]);
  expect(checkPagingScenario(scenarioOf({ people: [...people] }), ON_CALL_MODEL)).toEqual([]);
});

test('what day2 says of itself can be expected like a service', () => {
  const noPages = [{ service: 'operations', from: 0, for: 60 }];
  expect(checkPagingScenario(scenarioOf({ noPages }), ON_CALL_MODEL)).toEqual([]);
});
