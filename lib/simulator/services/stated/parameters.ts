import type { StatedResources } from './stated-resources';
import { statedService } from './stated-service';

const KIND = 'ssm parameter';

/** Parameters of Parameter Store that no template has, of type String or SecureString. The operations are those of Parameter Store. */
export const STATED_PARAMETERS = statedService(
  { name: 'ssm', title: 'Systems Manager' },
  { [KIND]: { key: ['Name'], like: 'ssm:GetParameter $.Parameter' } },
  {},
);

/** What is stated of a parameter. */
export interface StatedParameter {
  readonly value: string;
  readonly type: 'String' | 'SecureString';
}

/** A stated parameter; undefined when there is none of the name. */
export function statedParameter(store: StatedResources, name: string, region: string): StatedParameter | undefined {
  if (!store.isStated(KIND, region)) return undefined;
  const found = store.find(KIND, region, name);
  return found && { value: String(found.Value), type: found.Type === 'SecureString' ? 'SecureString' : 'String' };
}
