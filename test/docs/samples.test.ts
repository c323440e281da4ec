import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parse, stringify } from 'yaml';
import { ownApp } from '../../examples/own-app';
import { loadOperations } from '../../lib/cli/files/operations';
import { loadConfiguration } from '../../lib/config/load';
import { readScenario } from '../../lib/scenario/read-scenario';
import { filesInMemory } from '../helpers/files-in-memory';

/** The fenced blocks of a language in a page, in order. */
function samples(file: string, language: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```/gm);
  return [...blocks].filter(([, name]) => name === language).map(([, , text]) => text!);
}

describe('samples of getting-started.md', () => {
  const [objective, resources, scenario] = samples('docs/getting-started.md', 'yaml');

  test('the objective is the first one of the shipped configuration', () => {
    const operations = parse(readFileSync('config/operations.yaml', 'utf8'));
    expect(parse(objective!)).toEqual([operations.services[0].objectives[0]]);
  });

  test('the resource is one of prod, without its optional target group', () => {
    const shipped = parse(readFileSync('config/environments/prod.yaml', 'utf8')).resources['portal-load-balancer'];
    expect(shipped).toMatchObject(parse(resources!).resources['portal-load-balancer']);
  });

  test('the scenario is sound and is the shipped one of its name', () => {
    const models = loadOperations('config', {}).environments.map(({ model }) => model);
    const read = readScenario('portal-blip.yaml', scenario!, models);
    expect(read.problems).toEqual([]);
    expect(parse(readFileSync('scenarios/portal-blip.yaml', 'utf8'))).toMatchObject(parse(scenario!));
  });
});

test('the example of SloAlarms in an own app synthesizes three rows, an alarm for silence, and those of its error budget', () => {
  const template = Template.fromStack(ownApp().node.findChild('Orders') as Stack);
  // Rows of 1 h, 6 h and 13 h 26 m, two windows each, and one alarm for silence; three levels of the budget, two on the ledger.
  template.resourceCountIs('AWS::CloudWatch::Alarm', 7 + 5);
  template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 2 + 1);
});

test('no page of the documentation links to a file that is not there', () => {
  const pages = [
    'README.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join('docs', name)),
  ];
  const dangling = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map(([, target]) => join(page, '..', target!))
      .filter((target) => !exists(target))
      .map((target) => `${page}: ${target}`),
  );
  expect(dangling).toEqual([]);
});

test('every requirement said to be proved is named in each of its proofs', () => {
  const rows = [...readFileSync('docs/requirements.md', 'utf8').matchAll(/^\| ([\d-]+(?:, [\d-]+)*) \|.*\| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(5);
  const unnamed = rows.flatMap(([, ids, proof]) => {
    const files = [...proof!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);
    return ids!
      .split(', ')
      .flatMap((id) =>
        files.length === 0 ? [`${id}: no proof`] : files.filter((file) => !readFileSync(file, 'utf8').includes(id)).map((file) => `${id}: ${file}`),
      );
  });
  expect(unnamed).toEqual([]);
});

test('the sample of signals.md is sound, in the shipped configuration', () => {
  const [signals] = samples('docs/how-to/signals.md', 'yaml').map((text) => parse(text));
  const files = new Map(['operations.yaml', 'on-call.yaml', 'environments/prod.yaml'].map((path) => [path, parse(readFileSync(join('config', path), 'utf8'))]));
  Object.assign(files.get('environments/prod.yaml')!, signals);
  const { models, problems } = loadConfiguration({
    directory: 'config',
    ...filesInMemory('config', new Map([...files].map(([path, content]) => [path, stringify(content)]))),
  });
  expect(problems).toEqual([]);
  expect(Object.keys(models[0]!.security!.severities)).toEqual(['guardDuty', 'securityHub', 'config', 'cloudTrail']);
});

test('the samples of error-budgets.md are sound together, in the shipped configuration', () => {
  const [, calendar, exclusions, meaning, levels] = samples('docs/how-to/error-budgets.md', 'yaml').map((text) => parse(text));
  const files = new Map(['operations.yaml', 'on-call.yaml', 'environments/prod.yaml'].map((path) => [path, parse(readFileSync(join('config', path), 'utf8'))]));
  const operations = files.get('operations.yaml')!;
  Object.assign(operations.services[0].objectives[0], calendar);
  operations.errorBudget = { ...meaning.errorBudget, ...levels.errorBudget };
  Object.assign(files.get('environments/prod.yaml')!, exclusions);
  const { models, problems } = loadConfiguration({
    directory: 'config',
    ...filesInMemory('config', new Map([...files].map(([path, content]) => [path, stringify(content)]))),
  });
  expect(problems).toEqual([]);
  expect(models[0]!.services[0]!.objectives[0]!.budget).toMatchObject({
    window: { kind: 'calendar', unit: 'month', timeZone: 'Europe/Berlin' },
    exclusionMeaning: 'drop',
    exclusions: [{ author: 'operations lead' }],
    policy: { cautionBelow: 0.6, leaveRestricted: 0.35, coverageLimit: 0.9 },
  });
});

function exists(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}
