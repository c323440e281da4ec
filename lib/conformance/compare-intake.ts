import type { IncidentPlan } from '../plan/incident-plan';
import { comparePolicyFile } from './compare-policy-file';
import { compareRole } from './compare-role';
import type { Comparison } from './comparison';

/** Whether requests of people are taken in as planned: the table, the function with its policy, and exactly the permissions it needs. */
export function compareIntake({ requests, policy: { region } }: IncidentPlan, found: Comparison): void {
  if (requests === undefined) return;
  found.named('table', region, requests.tableName);
  const intake = found.named('function', region, requests.functionName);
  if (intake === undefined) return;
  found.differ(requests.functionName, intake, comparePolicyFile(requests.policy, intake, found));
  const [logGroup] = found.having('log group', region, ({ name }) => name === intake.logGroupName);
  const logs = logGroup?.arn ?? 'the log group of the function';
  const table = found.arn('dynamodb', region, `table/${requests.tableName}`);
  const permissions = [
    ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource: logs })),
    ...['dynamodb:Query', 'dynamodb:PutItem'].map((action) => ({ action, resource: table })),
  ];
  const [queue] = found.having('queue', region, ({ arn }) => arn === intake.deadLetterArn);
  if (requests.mail !== undefined) permissions.push({ action: 'sqs:SendMessage', resource: queue?.arn ?? 'the dead-letter queue of the function' });
  compareRole(found, { name: requests.functionName, owner: intake, roleArn: intake.roleArn, permissions });
}
