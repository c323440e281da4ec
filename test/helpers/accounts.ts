import type { AccountClient } from '../../lib/cli/account/account-client';

/** An account of which a command asks these services; asking another is a mistake. */
export function accountOfOnly(services: Partial<AccountClient>): AccountClient {
  const notAsked = (service: string) => () => Promise.reject(new Error(`${service} is not to be asked`));
  return {
    parameters: notAsked('Parameter Store'),
    parameterWriter: notAsked('writing to Parameter Store'),
    table: notAsked('DynamoDB'),
    topics: notAsked('Simple Notification Service'),
    automation: notAsked('Systems Manager Automation'),
    metrics: notAsked('CloudWatch'),
    calendars: notAsked('Change Calendar'),
    reading: notAsked('a service'),
    wait: notAsked('time'),
    ...services,
  };
}
