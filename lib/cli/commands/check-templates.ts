import { statSync } from 'node:fs';
import { join } from 'node:path';
import { loadTemplates, loadValidationReport, VALIDATION_REPORT } from '../../aws/assembly/assembly';
import { simulatedAlarms } from '../../backtest/simulated-alarms';
import { acknowledge, type Acknowledgement } from '../../checks/template/acknowledge';
import { unknownTopics } from '../../checks/template/alarm/unknown-topics';
import { cloudFormationFindings } from '../../checks/template/cloudformation-findings';
import { unjudgedMetrics } from '../../checks/template/metric/unjudged-metrics';
import { checkStacks } from '../../checks/template/run-template-checks';
import { hasErrors, sortProblems, type Problem } from '../../problems/problem';
import { alarmsWithNamedValues } from '../../simulator/services/cloudwatch/alarms-with-named-values';
import { withPositions } from '../files/with-positions';
import { writeSarif } from '../files/write-sarif';
import type { KeyedValue } from '../option-values';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import { bandsOf, type StatedBand } from './alarm-bands';
import { missingValueLines } from './missing-values';

/** Where templates are deployed, and what they are deployed with. */
export interface TemplateSurroundings {
  readonly region?: string;
  readonly account?: string;
  /** Values of template parameters. */
  readonly parameters?: readonly KeyedValue[];
  /** Values that other stacks export. */
  readonly import?: readonly KeyedValue[];
  /** What Parameter Store holds when they are deployed, by name. */
  readonly storedParameter?: readonly KeyedValue[];
  /** Zones that the account has, joined by commas, by region. */
  readonly availabilityZones?: readonly KeyedValue[];
  /** What anomaly detection has learnt. */
  readonly band?: readonly StatedBand[];
}

/** Options of `day2 check FILE…`. */
export interface CheckTemplatesOptions extends TemplateSurroundings {
  /** ARNs of topics outside of the templates. */
  readonly knownTopic?: readonly string[];
  readonly acknowledge?: readonly Acknowledgement[];
  /** File for the findings as SARIF. */
  readonly sarif?: string;
  readonly json?: boolean;
  /** Say as well which alarms cannot be simulated, and what the checks could not judge for want of knowledge. */
  readonly verbose?: boolean;
}

/** Checks templates of anybody, without a configuration: files and cloud assemblies that are deployed into one account together. */
export function checkTemplates(paths: readonly string[], options: CheckTemplatesOptions, terminal: Terminal): number {
  const stacks = loadTemplates(paths, loadOptionsOf(options));
  const reports = paths.filter((path) => statSync(path).isDirectory());
  const findings: Problem[] = [
    ...checkStacks(stacks).problems,
    ...reports.flatMap((path) => cloudFormationFindings(loadValidationReport(path), join(path, VALIDATION_REPORT))),
    ...(options.knownTopic === undefined ? [] : unknownTopics(stacks, options.knownTopic)),
  ];
  const { problems: left, used } = acknowledge(findings, options.acknowledge ?? []);
  const problems = sortProblems(withPositions(left));
  const alarms = simulatedAlarms(stacks, bandsOf(alarmsWithNamedValues(stacks), options.band));
  if (options.sarif !== undefined) writeSarif(options.sarif, problems);
  if (options.json === true) {
    terminal.print(toJson({ problems, acknowledged: used, stacks: stacks.map(({ stackName, file }) => ({ name: stackName, file })), alarms }));
    return hasErrors(problems) ? EXIT.findings : EXIT.fine;
  }
  printProblems(terminal, problems);
  if (options.verbose === true) {
    for (const { name, why } of alarms.notSimulated) terminal.print(`${name}: ${why}`);
    for (const line of unjudgedMetrics(stacks)) terminal.print(line);
  }
  for (const { code, logicalId, reason, findings: count } of used) {
    terminal.print(`acknowledged: ${count} × ${code}${logicalId === undefined ? '' : ` of ${logicalId}`}: ${reason}`);
  }
  const all = alarms.simulated + alarms.notSimulated.length + alarms.refused.length;
  const hint = alarms.notSimulated.length > 0 && options.verbose !== true ? ' (--verbose says why the others cannot)' : '';
  terminal.print(`${countOf(stacks.length, 'stack')}, ${countOf(all, 'alarm')}, ${alarms.simulated} of which can be simulated${hint}`);
  for (const line of missingValueLines(alarms.notSimulated)) terminal.print(`  ${line}`);
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

/** What the reader of templates is to know of where they are deployed. */
export function loadOptionsOf({ region, account, parameters = [], import: imports = [], storedParameter = [], availabilityZones = [] }: TemplateSurroundings) {
  return {
    defaultRegion: region,
    defaultAccount: account,
    parameters: recordOf(parameters),
    imports: recordOf(imports),
    storedParameters: recordOf(storedParameter),
    availabilityZones: Object.fromEntries(availabilityZones.map(({ key, value }) => [key, value.split(',').map((zone) => zone.trim())])),
  };
}

function recordOf(values: readonly KeyedValue[]): Record<string, string> {
  return Object.fromEntries(values.map(({ key, value }) => [key, value]));
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
