import type { JsonObject } from '../../../aws/cloudformation/template';
import type { CallOutput } from '../../core/service';
import { OPS_ITEM_KIND } from '../stated/ops-items';
import type { StatedResources } from '../stated/stated-resources';
import { dedupStringOf, readOpsItemChanges, type OpsItem } from './ops-item';

/** OpsItems that were stated. */
export interface StatedOpsItems {
  /** Those of a region, as they were stated. */
  readonly of: (region: string) => readonly OpsItem[];
  /** Keeps what is stated as an OpsItem is now. */
  readonly changed: (region: string, described: CallOutput) => void;
}

/** OpsItems stated in the words of GetOpsItem. */
export function statedOpsItems(store: () => StatedResources): StatedOpsItems {
  const isStated = (region: string): boolean => store().isStated(OPS_ITEM_KIND, region);
  return {
    of: (region) =>
      isStated(region)
        ? store()
            .list(OPS_ITEM_KIND, region)
            .map((stated) => opsItemOf(stated, region))
        : [],
    changed: (region, described) => void (isStated(region) && store().put(OPS_ITEM_KIND, region, JSON.parse(JSON.stringify(described)) as JsonObject)),
  };
}

function opsItemOf(stated: JsonObject, region: string): OpsItem {
  const { operationalData = {}, status = 'Open', ...changes } = readOpsItemChanges({ OperationalData: {}, ...stated });
  const createdAt = Date.parse(String(stated.CreatedTime ?? '')) || 0;
  return {
    ...changes,
    status,
    operationalData,
    id: String(stated.OpsItemId),
    region,
    title: String(stated.Title ?? ''),
    description: String(stated.Description ?? ''),
    source: String(stated.Source ?? 'day2'),
    dedupString: dedupStringOf(operationalData),
    version: Number(stated.Version ?? 1),
    createdAt,
    createdBy: String(stated.CreatedBy ?? 'stated'),
    modifiedAt: createdAt,
    modifiedBy: String(stated.CreatedBy ?? 'stated'),
  };
}
