import { z } from 'zod';
import { identifier } from '../config/fields';
import { field, listOf, map, text } from '../problems/schema-fields';
import { offset } from './scenario-fields';

const details = z.record(z.string(), z.unknown(), { error: 'a map, such as { severity: 8 }' });

/** An event of an AWS service that no alarm is behind, as EventBridge gets it. */
export const serviceEvent = map({
  id: field(identifier('intrusion'), 'Name by which expectations refer to it.'),
  at: field(offset('10m'), 'When it arrives.'),
  source: field(text(/^aws\.[a-z0-9.-]+$/, 'the source of an event of AWS', 'aws.guardduty'), 'Who reports it.'),
  detailType: field(text(/^[^\p{Cc}]{1,128}$/u, 'the type of an event', 'GuardDuty Finding'), 'What it reports.'),
  region: field(text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'the name of a region', 'eu-central-1').optional(), 'Region in which it arrives.', 'the home region'),
  resources: field(
    listOf(text(/^arn:aws[a-z-]*:[^\s]{1,500}$/, 'the ARN of a resource', 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web'), 'ARNs', 20).optional(),
    'Resources it is about.',
    'none',
  ),
  detail: field(details, 'Its detail, as the service documents it.'),
});
