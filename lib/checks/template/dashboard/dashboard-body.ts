import { isJsonObject } from '../../../aws/cloudformation/template';
import { BODY_STRUCTURE } from '../../../dashboard/limits';
import type { ResourceCheck } from '../template-check';
import { DASHBOARDS } from './read-dashboard';

/** The body of a dashboard is an object of JSON with a list of widgets. */
export const dashboardBody: ResourceCheck = {
  code: 'DSH001',
  requirement: 'the body of a dashboard is a JSON object with a list of widgets',
  why: 'CloudFormation takes any text, and CloudWatch refuses the dashboard',
  source: BODY_STRUCTURE,
  appliesTo: DASHBOARDS,
  *check(dashboard) {
    const body = dashboard.at('DashboardBody');
    const fault = faultIn(body.text());
    if (fault === undefined) return;
    yield {
      at: body,
      what: `the body is no dashboard: ${fault}`,
      received: body.shown,
      allowed: '{"widgets": […]}',
      change: 'correct the text; mind what Fn::Sub or Fn::Join puts between quotation marks',
    };
  },
};

function faultIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) && Array.isArray(body.widgets) ? undefined : 'it has no list of widgets';
  } catch (error) {
    return (error as Error).message;
  }
}
