/** What heals in a scenario: what exists in the account, and what ends an outage. The texts are the help that editors show. */

import { z } from 'zod';
import { statedResourceList } from '../config/stated-resource-schema';
import { field, map, text } from '../problems/schema-fields';
import { offset } from './scenario-fields';

const named = (example: string) => text(/^[A-Za-z0-9_-]{1,255}$/, 'the name of it', example);

/** What ends something before its time: a deployment of an ECS service that is stated. */
export const healedBy = map(
  {
    cluster: field(named('edi-prod'), 'Cluster of the service.'),
    service: field(named('edi-prod-portal'), 'ECS service: when it has completed a deployment since it began, it is over with the next minute.'),
    taskDefinition: field(
      text(/^[A-Za-z0-9_-]{1,255}:[1-9][0-9]{0,9}$/, 'a family and a revision', 'edi-prod-portal:41').optional(),
      'Task definition that has to be deployed; a restart of another one does not help.',
      'any',
    ),
  },
  '{ cluster: edi-prod, service: edi-prod-portal }',
);

/** What others change of the account while a scenario is played. */
export const meanwhile = map({
  at: field(offset('10m'), 'When.'),
  account: field(statedResourceList, 'Resources as they are from then on; `none` for a kind that is gone.'),
});

/** Parameters of a runbook that somebody starts. */
export const startParameters = z.record(
  text(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a parameter', 'ServiceName'),
  z.union([z.string(), z.number(), z.boolean()], { error: 'a value' }).transform(String),
  { error: 'a map from parameters to values' },
);
