import { resolve } from 'node:path';
import { checkOutcome, FIGURE_KINDS, judgeFigures, type MeasuredFigures } from '../../slo/slo-check';
import type { Instant } from '../../time/time';
import { requireEnvironment } from '../account/environment';
import { readEvidence } from '../files/evidence';
import { recordSloCheck } from '../files/slo-check-files';
import { localTimesOf } from '../local-times';
import { notAmong } from '../not-among';
import { EXIT, toJson, type Terminal } from '../terminal';
import { sloCheckRecord } from './slo-check-record';
import { printSloCheck } from './slo-check-text';

/** Options of `day2 slo check`; at least one figure. */
export interface SloCheckOptions extends MeasuredFigures {
  readonly config: string;
  /** Default: as defaultEnvironment says. */
  readonly env?: string;
  /** Id of the service the figures are of; all services when absent. */
  readonly service?: string;
  /** Phase of the project the verdict is for. */
  readonly phase: string;
  /** Default: the application of the configuration. */
  readonly project?: string;
  readonly manifest: string;
  readonly log: string;
  /** Files, notes and web addresses. */
  readonly evidence?: readonly string[];
  readonly json?: boolean;
  /** When it was measured. Default: now. */
  readonly at?: Instant;
}

/**
 * Judges figures against the objectives of an environment and records the verdict in a manifest and in a validation
 * log (requirements 003-42 and 003-46).
 *
 * @throws ProblemsError EVD001 for evidence that is none, OUT002 to OUT004 when the verdict cannot be recorded
 */
export function sloCheck(options: SloCheckOptions, terminal: Terminal): number {
  const { service, phase, manifest, log } = options;
  const mistake = mistakeIn(options);
  if (mistake !== undefined) {
    terminal.printError(mistake);
    return EXIT.usage;
  }
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { model } = planned;
  const services = model.services.map(({ id }) => id);
  if (service !== undefined && !services.includes(service)) {
    terminal.printError(notAmong('service', service, services));
    return EXIT.usage;
  }

  const evidence = readEvidence(options.evidence ?? []);
  const judgements = judgeFigures(model, options, service);
  const subject = { project: options.project ?? model.application, environment: model.environment, phase, service };
  const record = sloCheckRecord(subject, judgements, evidence, options.at ?? terminal.now());
  if (options.json !== true) terminal.print(printSloCheck(record, judgements, localTimesOf(planned.plan)));
  recordSloCheck(record, { manifest, log });
  terminal.print(options.json === true ? toJson(record) : `recorded in ${manifest} and ${log}`);
  return checkOutcome(judgements) === 'passed' ? EXIT.fine : EXIT.findings;
}

function mistakeIn(options: SloCheckOptions): string | undefined {
  if (FIGURE_KINDS.every((figure) => options[figure] === undefined)) {
    return 'there is nothing to judge: give --availability, --latency or --error-rate';
  }
  if (resolve(options.manifest) === resolve(options.log)) return 'the manifest and the log cannot be one file';
  return undefined;
}
