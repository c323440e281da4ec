import type { ResourceScope } from '../template-check';

/** EventBridge rules. */
export const EVENT_RULES: ResourceScope = {
  description: 'EventBridge rules',
  includes: ({ type }) => type === 'AWS::Events::Rule',
};
