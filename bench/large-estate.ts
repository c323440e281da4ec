/**
 * A configuration of 1,000 services with four objectives each and 200 people, checked, planned and synthesized: time of the processor,
 * memory, stacks and the largest of them. Every phase is a process of its own, so that its memory is its own.
 *
 * Run with `npx tsx bench/large-estate.ts [services] [people]`; minutes, and on a machine that others use up to twice as many. With
 * VALIDATED=1 the synthesis runs cdk-nag and the checks of day2 on every template, as `npx cdk synth` does.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadOperations } from '../lib/cli/files/operations';
import { STACK_LIMITS, stackSizes, type StackLimit } from '../lib/plan/stack-sizes';
import { OperationsApp } from '../lib/stacks/operations-app';

const PHASES = ['check', 'plan', 'synth'] as const;
type Phase = (typeof PHASES)[number];

/** One environment of services that are all alike, with the roster that ships and more people in every role without turns. */
function writeEstate(directory: string, services: number, people: number): void {
  const ids = Array.from({ length: services }, (_, index) => `service-${String(index).padStart(4, '0')}`);
  const objective = (id: string, kind: string, resource: string, page: string) => ({
    id,
    kind,
    resource,
    impact: 'customers wait, or get errors',
    runbook: 'service-failing',
    severity: { page, ticket: 'S3' },
    noData: { alarmAfter: '15m', severity: 'S2' },
  });
  const operations = {
    application: 'estate',
    services: ids.map((id) => ({
      id,
      title: id,
      owner: 'operations lead',
      typicalEventsPerMinute: 600,
      objectives: [
        objective('availability', 'availability', `${id}-balancer`, 'S0'),
        objective('latency', 'latency', `${id}-balancer`, 'S1'),
        objective('api-availability', 'availability', `${id}-api`, 'S1'),
        objective('api-latency', 'latency', `${id}-api`, 'S1'),
      ],
    })),
  };
  const resources = ids.flatMap((id, index) => [
    [`${id}-balancer`, { source: 'applicationLoadBalancer', loadBalancer: `app/${id}/${hex(index)}`, targetGroup: `targetgroup/${id}/${hex(index + 1)}` }],
    [`${id}-api`, { source: 'restApi', apiName: id, stage: 'live' }],
  ]);
  const {
    environment: _environment,
    resources: _resources,
    ...settings
  } = parse(readFileSync('config/environments/prod.yaml', 'utf8')) as Record<string, unknown>;
  const onCall = parse(readFileSync('config/on-call.yaml', 'utf8')) as { people: Record<string, unknown>; roles: Record<string, { standing?: string[] }> };
  const standing = Object.values(onCall.roles).flatMap((role) => (role.standing === undefined ? [] : [role.standing]));
  for (let index = Object.keys(onCall.people).length; index < people; index++) {
    onCall.people[`operator-${index}`] = { title: 'Operator', channels: ['email', 'sms'] };
    standing[index % standing.length]!.push(`operator-${index}`);
  }
  mkdirSync(join(directory, 'environments'));
  writeFileSync(join(directory, 'operations.yaml'), stringify(operations));
  writeFileSync(join(directory, 'on-call.yaml'), stringify(onCall));
  writeFileSync(join(directory, 'environments/prod.yaml'), stringify({ environment: 'prod', ...settings, resources: Object.fromEntries(resources) }));
}

function hex(number: number): string {
  return number.toString(16).padStart(16, '0');
}

function run(phase: Phase, directory: string): void {
  const { environments, problems } = loadOperations(directory, {});
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0)
    throw new Error(
      errors
        .slice(0, 5)
        .map((problem) => JSON.stringify(problem))
        .join('\n'),
    );
  const { plan } = environments[0]!;
  if (phase === 'check') {
    const codes = [...new Set(problems.map(({ code }) => code))].join(', ') || 'none';
    console.log(`  ${plan.regions.flatMap(({ objectives }) => objectives).length} objectives, ${problems.length} warnings (${codes})`);
  }
  if (phase === 'plan') {
    const sizes = stackSizes(plan);
    console.log(
      `  ${sizes.length} stacks; ${sizes.reduce((sum, { resources }) => sum + resources, 0)} resources; policy of the engine ${bytes(plan.incidents?.policy)}`,
    );
    for (const limited of Object.keys(STACK_LIMITS) as StackLimit[]) {
      const most = sizes.reduce((largest, size) => (size[limited] > largest[limited] ? size : largest));
      console.log(`  most ${limited}: ${most[limited]} of ${STACK_LIMITS[limited]} in ${most.stackName}`);
    }
  }
  if (phase === 'synth') {
    const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
    const app = new OperationsApp({ plans: [plan], context, outdir: join(directory, 'cdk.out'), isValidated: process.env['VALIDATED'] === '1' });
    const templates = app
      .synth()
      .getNestedAssembly('assembly-prod')
      .stacks.map(({ templateFullPath, stackName }) => ({ stackName, template: readFileSync(templateFullPath) }));
    const [largest] = templates.sort((a, b) => b.template.length - a.template.length);
    const total = templates.reduce((sum, { template }) => sum + template.length, 0);
    console.log(`  ${templates.length} templates of ${(total / 1e6).toFixed(1)} MB; the largest is ${largest!.stackName}, ${largest!.template.length} bytes`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(`  ${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s of processor, ${(maxRSS / 1_024).toFixed(0)} MB`);
}

function bytes(value: unknown): string {
  return `${((JSON.stringify(value)?.length ?? 0) / 1e6).toFixed(1)} MB`;
}

function main(): void {
  const [services = '1000', people = '200', phase, given] = process.argv.slice(2);
  if (phase !== undefined) return run(phase as Phase, given!);
  const directory = mkdtempSync(join(tmpdir(), 'day2-estate-'));
  try {
    writeEstate(directory, Number(services), Number(people));
    for (const each of PHASES) {
      console.log(`${each}, ${services} services, ${people} people`);
      const { status } = spawnSync(process.execPath, [...process.execArgv, __filename, services, people, each, directory], { stdio: 'inherit' });
      if (status !== 0) process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

main();
