import { parseArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { DASHBOARD_IN_ADDRESS, isConsole, nameInAddress } from '../../../dashboard/links';
import { listOf, propertyOf, textOf } from '../../../problems/untyped';
import { findAll } from '../find-resources';
import { ALARM_TYPES } from '../scopes';
import type { Finding, ResourceCheck } from '../template-check';
import { DASHBOARDS, widgetsOf, type ReadWidget } from './read-dashboard';

/** Something a dashboard leads to. */
interface Link {
  readonly at: string;
  readonly what: string;
  readonly types: readonly string[];
  /** Undefined for a dashboard, which is in no region. */
  readonly region?: string;
  readonly name: string;
}

/** Pages of the console that are about one thing, with where its name stands. The forms are those of `lib/incident/message/console-links.ts`. */
const PAGES: readonly { readonly what: string; readonly types: readonly string[]; readonly pattern: RegExp; readonly isGlobal?: true }[] = [
  { what: 'dashboard', types: ['AWS::CloudWatch::Dashboard'], pattern: DASHBOARD_IN_ADDRESS, isGlobal: true },
  { what: 'runbook', types: ['AWS::SSM::Document'], pattern: /\/systems-manager\/automation\/execute\/([^?#/]+)/ },
  { what: 'alarm', types: ALARM_TYPES, pattern: /#alarmsV2:alarm\/([^?&;/]+)/ },
];

/** Every link and every alarm of a dashboard leads to something that a template of the account has. */
export const linksLeadSomewhere: ResourceCheck = {
  code: 'DSH006',
  requirement: 'every runbook, dashboard and alarm that a dashboard leads to is in a template of its account and region',
  why: 'whoever is woken clicks on it and finds an error, or sees an alarm that is never red because there is none',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html',
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    for (const link of widgetsOf(dashboard).flatMap(linksOf)) yield* leadsNowhere(dashboard, link);
  },
};

function linksOf(widget: ReadWidget): readonly Link[] {
  const { at, properties } = widget;
  const markdown = textOf(properties, 'markdown') ?? '';
  const written = [...markdown.matchAll(/\]\((https:\/\/[^)\s]+)\)/g)].flatMap(([, address]) => linkOf(`${at}.properties.markdown`, address!));
  const alarms = [...listOf(properties, 'alarms'), ...listOf(propertyOf(properties, 'annotations'), 'alarms')].flatMap((arn): readonly Link[] => {
    const { region, resource = '' } = (typeof arn === 'string' ? parseArn(arn) : undefined) ?? {};
    return region === undefined || !resource.startsWith('alarm:')
      ? []
      : [{ at: `${at}.properties.alarms`, what: 'alarm', types: ALARM_TYPES, region, name: resource.slice('alarm:'.length) }];
  });
  return [...written, ...alarms];
}

function linkOf(at: string, address: string): readonly Link[] {
  if (!isConsole(address)) return [];
  return PAGES.flatMap(({ what, types, pattern, isGlobal }) => {
    const name = nameInAddress(address, pattern);
    if (name === undefined) return [];
    // Documents of AWS itself are in no template.
    if (what === 'runbook' && /^(?:AWS|Amazon|aws|amazon)/.test(name)) return [];
    const [, region] = /[?&]region=([a-z0-9-]+)/.exec(address) ?? [];
    return [{ at, what, types, name, ...(isGlobal !== true && region !== undefined && { region }) }];
  });
}

function* leadsNowhere({ stack }: LoadedResource, { at, what, types, region, name }: Link): Generator<Finding> {
  const stacks = stack.accountStacks.filter((each) => region === undefined || each.region === region);
  // Each stack finds what all of its region have.
  const oneOfEachRegion = [...new Map(stacks.map((each) => [each.region, each])).values()];
  if (oneOfEachRegion.some((each) => findAll(each, types, name).length > 0)) return;
  yield {
    at,
    what: `the dashboard leads to the ${what} ${name}, which no template has`,
    received: region === undefined ? name : `${name} in ${region}`,
    allowed: `a ${what} of a template that is checked together with this one`,
    change: 'correct the name, or leave it out; if it is made elsewhere, acknowledge DSH006',
  };
}
