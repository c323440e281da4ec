import { statedService } from './stated-service';

/** Kind of stated OpsItems. */
export const OPS_ITEM_KIND = 'ssm ops item';

/** OpsItems that are there when a case begins. The operations are those of OpsCenter. */
export const STATED_OPS_ITEMS = statedService(
  { name: 'ssm', title: 'Systems Manager' },
  { [OPS_ITEM_KIND]: { key: ['OpsItemId'], like: 'ssm:GetOpsItem $.OpsItem' } },
  {},
);
