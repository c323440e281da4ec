/** What `maintenance.yaml` may say. Each section has a file of its own. */

import type { z } from 'zod';
import { field, listOf, map } from '../problems/schema-fields';
import { identifier } from './fields';
import { freezesSchema } from './freezes-schema';

/** `maintenance.yaml`: when changes are frozen, in every environment. */
export const maintenanceSchema = map({
  freezes: field(freezesSchema.optional(), 'When changes are frozen: the change calendar of each environment.', 'there is no calendar'),
});

/** `maintenance` of an environment: what it does without. */
export const maintenanceNarrowingSchema = map(
  {
    without: field(
      map({ freezes: field(listOf(identifier('weekends'), 'names of freezes', 100).optional(), 'Freezes that do not hold here.', 'none') }),
      'What of maintenance.yaml this environment does without.',
    ),
  },
  '{ without: { freezes: [weekends] } }',
);

/** `maintenance.yaml`, well formed. */
export type MaintenanceFile = z.output<typeof maintenanceSchema>;
/** `maintenance` of an environment, well formed. */
export type MaintenanceNarrowing = z.output<typeof maintenanceNarrowingSchema>;
