/** What is deployed in the middle of a scenario. The texts are the help that editors show. */

import { z } from 'zod';
import { identifier, severity } from '../config/fields';
import { field, listOf, map, mapOf, wholeNumber } from '../problems/schema-fields';
import { list, objectivePath, offset, target } from './scenario-fields';

/** Most people of a role at once. */
const MOST_HOLDERS = 20;

const tierTime = map({
  severity: field(severity('S0'), 'Severity of the tier.'),
  tier: field(wholeNumber(1, 20, '2'), 'Number of the tier.'),
  after: field(offset('5m'), 'When it is paged, from the start of the escalation.'),
});

/** The same application deployed anew, with these changes of its configuration; each comes on top of those before it. */
export const redeploy = map({
  id: field(identifier('roster-changed').optional(), 'Name by which expectations refer to it.', 'none can'),
  at: field(offset('30m', 1), 'When it is there.'),
  roles: field(
    mapOf(
      z.string({ error: 'a role, such as secondary-on-call' }),
      listOf(identifier('ben'), 'people', MOST_HOLDERS),
      'a map from roles to the people who hold them, such as { secondary-on-call: [ben] }',
    ).default({}),
    'Roles, and who holds each from then on: all of these people at once, instead of its rotation.',
    'every role stays as it is',
  ),
  tiers: field(list(tierTime, 'tiers').default([]), 'Tiers that are paged at another time of an escalation.', 'every tier stays as it is'),
  severities: field(
    mapOf(objectivePath(), severity('S1'), 'a map from service/objective to a severity, such as { partner-portal/availability: S1 }').default({}),
    'Objectives, and the severity of their pages from then on.',
    'every objective stays as it is',
  ),
  remove: field(list(target(), 'services or objectives').default([]), 'Services and objectives that are in the configuration no more.', 'none'),
});

/** One redeployment of a scenario. */
export type Redeployment = z.output<typeof redeploy>;
