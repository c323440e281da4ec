import { Argument } from 'commander';
import { GATES, type GateId } from '../../handover/activation/gate-ids';
import type { AccountClient } from '../account/account-client';
import { ENVIRONMENT_OPTION, localDate, nonEmpty } from '../option-values';
import type { Terminal } from '../terminal';
import type { HandoverOptions } from './handover';
import type { HandoverCertifyOptions } from './handover-certify';
import type { HandoverNotifyOptions } from './handover-notify';
import type { HandoverReviewsOptions } from './handover-reviews';
import type { AddCommand } from './slo';

/** Loaded when asked for. */
const load = {
  documents: () => require('./handover') as typeof import('./handover'),
  site: () => require('./handover-site') as typeof import('./handover-site'),
  reviews: () => require('./handover-reviews') as typeof import('./handover-reviews'),
  gate: () => require('./handover-gate') as typeof import('./handover-gate'),
  notify: () => require('./handover-notify') as typeof import('./handover-notify'),
  certify: () => require('./handover-certify') as typeof import('./handover-certify'),
  checklist: () => require('./handover-checklist') as typeof import('./handover-checklist'),
};

/** Adds `day2 handover`. */
export function addHandoverCommands(add: AddCommand, terminal: Terminal, account: AccountClient, done: (exitCode: number) => void): void {
  const handover = add('handover', 'write the documents that somebody is handed who takes the service over')
    .enablePositionalOptions()
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date for which they are made (default: today; of --check, the date of the documents)', localDate)
    .option('--html <dir>', 'write a site for people without the repository instead: pages that need no network, an index.html first', nonEmpty)
    .option('--check', 'write nothing: fail when a document in the repository, or a page of the site, is stale')
    .action(({ html, ...options }: HandoverOptions & { readonly html?: string }) =>
      done(html === undefined ? load.documents().handover(options, terminal) : load.site().handoverSite({ ...options, html }, terminal)),
    );
  add('reviews', 'say what was reviewed in its time: exit code 0 everything, 1 something is stale, 3 nobody can tell of some', handover)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--date <date>', 'date on which it is asked (default: today)', localDate)
    .action((options: HandoverReviewsOptions) => done(load.reviews().handoverReviews(options, terminal)));
  add('checklist', 'say how every item of the handover stands: exit code 0 all passed, 1 one failed, 3 nobody can tell of some', handover)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date on which it is asked (default: today)', localDate)
    .action((options: Omit<HandoverOptions, 'check'>) => done(load.checklist().handoverChecklist(options, terminal)));
  add('certify', 'say which certificates are issued and which withheld, and why: exit code 0 ready for production, 1 not, 3 nobody can tell', handover)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date on which it is asked (default: today)', localDate)
    .option('--issue', 'file those that have passed as evidence, and write into the change log that the service is ready')
    .option('--change-log <file>', 'the log, from the root', nonEmpty, 'docs/requirements/change-log.md')
    .action((options: HandoverCertifyOptions) => done(load.certify().handoverCertify(options, terminal)));
  add('notify', 'notify those who release and change the service, and its owners, of how ready it is and of what is open', handover)
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date on which it is asked (default: today)', localDate)
    .option('--dry-run', 'print the notice, and send nothing')
    .action(async (options: HandoverNotifyOptions) => done(await load.notify().handoverNotify(options, terminal, account)));
  add('gate', 'say whether a gate of the handover is passed, or each of them: exit code 0 yes, 1 no, 3 nobody can tell', handover)
    .addArgument(new Argument('[gate]', 'which one (default: all)').choices(GATES))
    .option('--env <name>', ENVIRONMENT_OPTION, nonEmpty)
    .option('--out <dir>', 'root of the repository, from which the paths of documents are (default: the folder that the configuration stands in)', nonEmpty)
    .option('--date <date>', 'date on which it is asked (default: today)', localDate)
    .action((gate: GateId | undefined, options: Omit<HandoverOptions, 'check'>) => done(load.gate().handoverGate(gate, options, terminal)));
}
