import { readFileSync } from 'node:fs';
import { loadOperations } from '../../lib/cli/files/operations';
import { INVARIANTS } from '../../lib/gameday/invariants/check-invariants';
import { readScenario } from '../../lib/scenario/read-scenario';

const page = readFileSync('docs/how-to/rehearse-incidents.md', 'utf8');
const samples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text]) => text!);

test('the samples are sound together, in the shipped configuration', () => {
  const beginning =
    'id: sample\ntitle: A sample\nstart: 2026-03-02T08:00:00Z\nduration: 1h\nworkload:\n  - { id: portal-down, kind: outage, on: partner-portal, at: 5m, for: 30m }\nexpect: []\n';
  const models = loadOperations('config', {}).environments.map(({ model }) => model);
  const { scenario, problems } = readScenario('sample.yaml', beginning + samples.join(''), models);
  expect(problems).toEqual([]);
  expect(scenario?.people).toHaveLength(3);
});

test('every invariant that is checked is named', () => {
  for (const { id } of INVARIANTS) expect(page).toContain(`(${id})`);
});
