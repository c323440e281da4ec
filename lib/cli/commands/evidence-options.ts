import { Option, type Command } from 'commander';
import { EVIDENCE_KINDS } from '../../handover/evidence/kinds';
import { ENVIRONMENT_OPTION, fileName, instant, localDate, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { EvidenceAttachOptions, EvidenceCheckOptions, EvidenceOptions } from './evidence';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = () => require('./evidence') as typeof import('./evidence');

/** Adds `attach`, `check` and `templates` to `day2 evidence`. */
export function addEvidenceCommands(evidence: Command, add: AddCommand, terminal: Terminal, done: (exitCode: number) => void): void {
  const checks = new Option('--slo-manifest <file>', 'what day2 slo check has recorded').default('artifacts/operations/slo-manifest.json').argParser(nonEmpty);
  add('attach', 'file evidence by phase and day, with its hash in the manifest', evidence)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .addOption(new Option('--kind <kind>', 'what the file holds').choices(EVIDENCE_KINDS).makeOptionMandatory())
    .requiredOption('--file <file>', 'the file; its bytes are stored as they are', nonEmpty)
    .option('--by <person>', 'who made it or answers for it, a person of the roster (default: DAY2_RESPONDER)', nonEmpty)
    .option('--date <date>', 'when it was made (default: today)', localDate)
    .option('--until <date>', 'last day on which it holds (default: as long as its kind does)', localDate)
    .option('--phase <name>', 'phase of the project (default: that of its kind)', fileName)
    .option('--for <run>', 'run of day2 slo check that it answers', nonEmpty)
    .addOption(checks)
    .action((options: EvidenceAttachOptions) => done(load().evidenceAttach(options, terminal)));
  add('check', 'say whether all evidence is as it was filed, what is over, and which failed checks lack some', evidence)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--at <instant>', 'instant as of which it is judged (default: now)', instant)
    .option('--stored <file>', 'what aws s3api list-objects-v2 printed of the store, in which every file has to be within a day', nonEmpty)
    .addOption(checks)
    .action((options: EvidenceCheckOptions) => done(load().evidenceCheck(options, terminal)));
  add('templates', 'write templates to fill in, and the index that lists each with its phase', evidence)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .action((options: EvidenceOptions) => done(load().evidenceTemplates(options, terminal)));
}
