import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { CannotTellError } from '../aws/errors';
import type { Body } from '../dashboard/read/variables';
import { isMap } from '../problems/untyped';

/** A dashboard of a template, as far as its text is known before the deployment. */
export interface TemplateDashboard {
  readonly name: string;
  readonly region: string;
  /** The body, or why there is none to draw. */
  readonly body: Body | { readonly why: string };
}

/** The dashboards of stacks, in the order of their templates. */
export function readDashboards(stacks: readonly LoadedStack[]): readonly TemplateDashboard[] {
  return stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::CloudWatch::Dashboard').map(readDashboard));
}

function readDashboard(resource: LoadedResource): TemplateDashboard {
  const name = textOrUnknown(resource, 'DashboardName');
  const text = textOrUnknown(resource, 'DashboardBody');
  return {
    name: 'text' in name ? name.text : resource.logicalId,
    region: resource.region,
    body: 'text' in text ? parseBody(text.text) : text,
  };
}

/** A body from its text. */
export function parseBody(text: string): TemplateDashboard['body'] {
  try {
    const body: unknown = JSON.parse(text);
    return isMap(body) ? body : { why: 'the body is no JSON object' };
  } catch (error) {
    return { why: `the body is no JSON: ${(error as Error).message}` };
  }
}

function textOrUnknown(resource: LoadedResource, property: string): { readonly text: string } | { readonly why: string } {
  try {
    return { text: resource.at(property).text() };
  } catch (error) {
    if (error instanceof CannotTellError) return { why: error.message };
    throw error;
  }
}
