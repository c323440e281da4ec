import { readFileSync, writeFileSync } from 'node:fs';
import { monitoringArchitecture } from '../../lib/report/documents/monitoring-architecture';
import { printTemplate } from '../helpers/print-template';
import { shippedEnvironment, shippedStacks } from '../helpers/shipped-assembly';

/**
 * Every stack of every environment, for the reviewer of a change: what will be deployed differently. They assert
 * nothing about what is right; the other tests do. `npm run golden` rewrites them.
 */
describe.each(['dev', 'staging', 'prod'])('stacks of %s', (environment) => {
  test.each(shippedStacks(environment).map((stack) => [stack.stackName, stack.file]))('%s', (_, file) => {
    expect(printTemplate(JSON.parse(readFileSync(file, 'utf8')))).toMatchSnapshot();
  });
});

/** Made from templates and not from the plan, so it is written here and not by scripts/golden.ts: `npm run golden` runs this file, too. */
test('the page on the architecture is drawn from the templates: alarms to topics, events and ticks to the engine, messages to people (002-33)', () => {
  const file = 'docs/operations/monitoring-architecture.md';
  const page = monitoringArchitecture(shippedEnvironment('prod').plan, shippedStacks('prod'));
  const boxes = new Map([...page.matchAll(/^ {4}(n\d+)\["\d+ (.+)"\]$/gm)].map(([, id, name]) => [id!, name!.replace(/s$/, '')]));
  const arrows = [...page.matchAll(/^ {2}(n\d+) --> (n\d+)$/gm)].map(([, from, to]) => `${boxes.get(from!)} to ${boxes.get(to!)}`);
  const expected = [
    'metric alarm to composite alarm',
    'composite alarm to topic',
    'event rule to function',
    'schedule to function',
    'function to table',
    'topic to subscription',
    'composite alarm to dashboard',
  ];
  expect(arrows).toEqual(expect.arrayContaining(expected));
  if (process.env.DAY2_GOLDEN !== undefined) writeFileSync(file, page);
  expect(page).toBe(readFileSync(file, 'utf8'));
});
