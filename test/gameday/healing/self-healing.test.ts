import { readFileSync } from 'node:fs';
import { pythonRunner } from '../../../lib/cli/account/python-runner';
import { loadOperations } from '../../../lib/cli/files/operations';
import { assemblyResources } from '../../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { validateAutomation } from '../../../lib/gameday/automation-validation';
import type { GameDayReport } from '../../../lib/gameday/report';
import { runGameDay } from '../../../lib/gameday/run-game-day';
import { timelineText } from '../../../lib/report/timeline-text';
import { readScenario } from '../../../lib/scenario/read-scenario';
import type { Scenario } from '../../../lib/scenario/scenario';
import { inWords } from '../../helpers/measurement-words';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** The example that heals itself, synthesized once, and its game days, each with the engine's own code and real runs of its runbooks. */

const { environments, problems } = loadOperations('examples/self-healing/config', {});
const { plan, model } = environments[0]!;

bundleHandler('incident-engine');
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(plan);

async function play(id: string, changes: Partial<Scenario> = {}): Promise<GameDayReport> {
  const file = `examples/self-healing/scenarios/${id}.yaml`;
  const read = readScenario(file, readFileSync(file, 'utf8'), [model]);
  if (read.scenario === undefined) throw new Error(JSON.stringify(read.problems));
  return runGameDay({ scenario: { ...read.scenario, ...changes }, model, plan, stacks, runScript: pythonRunner() });
}

/** The portal of the scenarios, and a calendar that is closed. */
const FROZEN: Scenario['account'] = [
  {
    'ecs service': {
      cluster: 'edi-prod',
      serviceName: 'edi-prod-portal',
      desiredCount: 2,
      deployments: [{ id: 'ecs-svc/0', status: 'PRIMARY', rolloutState: 'COMPLETED' }],
    },
  },
  { 'ssm calendar': { Name: 'edi-prod-freeze', State: 'CLOSED' } },
];

/** What went otherwise than expected, in words. */
function faultsOf({ outcome, measurements, differences, unknown, timeline }: GameDayReport): unknown {
  if (outcome === 'passed') return 'passed';
  const failed = measurements.filter((each) => each.outcome !== 'passed').map(inWords);
  return {
    failed,
    differences,
    unknown,
    timeline: timeline.filter(({ code }) => !code.includes('metric-alarm')).map((event) => `${new Date(event.at).toISOString()} ${timelineText(event)}`),
  };
}

test('the example has no problem, and is deployed as it is planned: the engine may start its runbook, and nothing else (002-66)', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
});

/** Those that have been played, for the validation below. */
const played: GameDayReport[] = [];

test.each(['healed-and-nobody-woken', 'healed-three-times-then-people', 'override-stops-a-run', 'rolled-back-from-the-page'])(
  'game day %s passes (002-66, 002-70, F50, F51, F52)',
  async (id) => {
    const report = await play(id);
    played.push(report);
    expect(faultsOf(report)).toBe('passed');
  },
);

test('together they validate that automation heals, and that people can override it, and nothing else (002-69)', () => {
  const decided = validateAutomation(played).filter(({ outcome }) => outcome !== 'could not tell');
  expect(decided.map(({ id, outcome, scenarios }) => [id, outcome, scenarios])).toEqual([
    ['AUTO-2', 'passed', ['healed-and-nobody-woken', 'healed-three-times-then-people']],
    ['AUTO-5', 'passed', ['override-stops-a-run']],
  ]);
});

test('in a freeze the run refuses itself, and people are paged at once instead of waiting for it (F53)', async () => {
  const { timeline } = await play('override-stops-a-run', { people: [], expectPages: [], account: FROZEN });
  const opened = timeline.find(({ code, at }) => code === 'incident-opened' && at >= Date.UTC(2026, 2, 2, 8))!;
  const paged = timeline.find(({ code, at }) => code === 'page-published' && at >= opened.at)!;
  expect(paged.at - opened.at).toBeLessThan(5_000);
});
