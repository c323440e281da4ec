/** The figures of cost in the README, computed from the plan of the example that ships. */

import { readFileSync } from 'node:fs';
import { cents } from '../../lib/cli/commands/cost-text';
import { byObjective, byPart } from '../../lib/cost/cost-sums';
import { monthlyCost } from '../../lib/cost/monthly-cost';
import { PRICES_OF } from '../../lib/cost/prices';
import { buildPlan } from '../../lib/plan/build-plan';
import { EXAMPLE_ENVIRONMENT, exampleOnCall } from './example-on-call';

const BEGIN = '<!-- cost: written by npm run golden -->';
const END = '<!-- end of cost -->';

/** The README with the figures of today's plan in their place. */
export function readmeWithCost(): string {
  const readme = readFileSync('README.md', 'utf8');
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`README.md has no place for the cost, between ${BEGIN} and ${END}`);
  return `${readme.slice(0, begin)}${[BEGIN, '', ...costLines(), '', END].join('\n')}${readme.slice(end + END.length)}`;
}

function costLines(): string[] {
  const model = exampleOnCall();
  const { lines, usd, usdPerIncident } = monthlyCost(buildPlan(model).plan);
  const objectives = byObjective(lines);
  const [dearest, cheapest] = [objectives[0]!, objectives.at(-1)!];
  return [
    `The example, ${objectives.length} objectives in \`${EXAMPLE_ENVIRONMENT}\` with people on call: USD ${cents(usd)} a month (list prices of us-east-1, ${PRICES_OF}), and`,
    `USD ${cents(usdPerIncident!)} an incident and its text messages.`,
    '',
    '| For what | USD a month |',
    '|---|---|',
    ...byPart(lines).map(({ of, usd: each }) => `| ${of} | ${cents(each)} |`),
    '',
    `An objective is USD ${cents(cheapest.usd)} (${cheapest.of}) to ${cents(dearest.usd)} (${dearest.of}).`,
  ];
}
