import { STATED_LAMBDA } from './lambda';
import type { StatedKinds } from './stated-resources';
import type { StatedService } from './stated-service';

/** Every service with operations over stated resources. */
export const STATED_SERVICES: readonly StatedService[] = [STATED_LAMBDA];

/** Every kind of resource that can be stated. */
export const STATED_KINDS: StatedKinds = Object.assign({}, ...STATED_SERVICES.map(({ kinds }) => kinds)) as StatedKinds;
