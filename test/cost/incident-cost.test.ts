import { incidentCost } from '../../lib/cost/incident-cost';
import { buildPlan } from '../../lib/plan/build-plan';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleIncidents } from '../helpers/incident-plan';
import { exampleModel, exampleObjective, objectiveOf } from '../helpers/models';
import { exampleModelOnCall } from '../helpers/on-call';

const { plan } = exampleIncidents();
const cost = incidentCost(plan)!;
const countOf = (what: RegExp, lines = cost.atRest.lines) => lines.find((line) => what.test(line.what))!.count;

test('nobody on call costs nothing', () => {
  expect(incidentCost(buildPlan(exampleModel({ checkout: [exampleObjective()] })).plan)).toBeUndefined();
});

test('every line is a count times a rate with a public source, and the sum is theirs', () => {
  for (const { lines, usd } of [cost.atRest, cost.perIncident]) {
    for (const line of lines) {
      expect(line.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(line.usd).toBeCloseTo(line.count * line.rate, 12);
      expect(line.usd).toBeGreaterThan(0);
    }
    expect(usd).toBeCloseTo(
      lines.reduce((sum, line) => sum + line.usd, 0),
      12,
    );
  }
});

test('a small environment in one region costs about ten dollars a month at rest, and an incident less than a cent', () => {
  expect(countOf(/DescribeAlarms/)).toBe(43_200 * (2 + 2) + 720);
  expect(countOf(/heartbeats/)).toBe(2);
  // All, five severities, updates and postmortems.
  expect(countOf(/numbers of incidents/)).toBe(8);
  expect(countOf(/keys/)).toBe(2);
  expect(cost.atRest.usd).toBeGreaterThan(9);
  expect(cost.atRest.usd).toBeLessThan(11);
  expect(cost.perIncident.usd).toBeLessThan(0.01);
});

test('another region with alarms costs another heartbeat, key, set of alarms and calls a tick', () => {
  const edge = objectiveOf(EXAMPLE_BINDINGS.distribution, 'availability', { id: 'edge', severity: { page: 'S0', ticket: 'S3' } });
  const two = incidentCost(exampleIncidents(exampleModelOnCall({ checkout: [exampleObjective(), edge] })).plan)!;
  expect(countOf(/heartbeats/, two.atRest.lines)).toBe(3);
  expect(countOf(/keys/, two.atRest.lines)).toBe(3);
  expect(countOf(/DescribeAlarms/, two.atRest.lines)).toBe(43_200 * (4 + 3) + 720);
  expect(countOf(/composite/, two.atRest.lines)).toBe(2);
});

test('what is left out is named', () => {
  expect(cost.excluded.join('\n')).toMatch(/text messages/);
});
