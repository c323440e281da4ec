import { join } from 'node:path';
import { loadTemplates } from '../../aws/assembly/assembly';
import { accountRoot } from '../../aws/iam/principal';
import { previewDashboards } from '../../preview/preview-dashboards';
import { requireEnvironment } from '../account/environment';
import { playedScenario, type ScenarioAccountOptions } from '../account/scenario-account';
import { writeReport } from '../files/write-report';
import { EXIT, toJson, type Terminal } from '../terminal';
import { loadOptionsOf } from './check-templates';

/** Options of `day2 dashboards preview`. */
export interface DashboardsPreviewOptions extends ScenarioAccountOptions {
  readonly env?: string;
  /** Directory that gets the pages. */
  readonly out: string;
  /** Templates whose dashboards are drawn in place of those of the environment. */
  readonly template?: readonly string[];
  readonly json?: boolean;
}

/**
 * Plays a scenario and draws dashboards with the metrics it left: a look at them, which has no findings.
 *
 * @throws ProblemsError for templates that cannot be read or deployed, and OUT001 when a page cannot be written
 */
export async function dashboardsPreview({ template, ...options }: DashboardsPreviewOptions, terminal: Terminal): Promise<number> {
  const environment = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof environment === 'number') return environment;
  const played = await playedScenario(options, environment, terminal);
  if (typeof played === 'number') return played;
  const { account, stacks, at } = played;
  const { region } = environment.model;
  const drawn = template === undefined ? stacks : loadTemplates(template, loadOptionsOf({ region, account: account.accountId }));
  const pages = previewDashboards(drawn, {
    scenario: options.scenario,
    account: { now: at, call: (inRegion, operation, input) => account.call(accountRoot(account.accountId), 'cloudwatch', operation, { ...input }, inRegion) },
  });
  const files = pages.map(({ file }) => join(options.out, file));
  for (const [index, { content }] of pages.entries()) writeReport(files[index]!, content, 'name another directory with --out');
  terminal.print(options.json === true ? toJson({ files }) : files.join('\n'));
  return EXIT.fine;
}
