import type { JsonValue } from '../../aws/cloudformation/template';
import type { DocumentPath, RunbookStep } from '../document/document';

/**
 * The inputs of a step in which references are filled in, with where each stands. A script is left out: two braces in it are code, and
 * what Automation makes of them is not documented.
 */
export function valuesWithReferences({ action, inputs, path }: RunbookStep): readonly (readonly [JsonValue, DocumentPath])[] {
  return Object.entries(inputs)
    .filter(([key]) => !(action === 'aws:executeScript' && key === 'Script'))
    .map(([key, value]) => [value, [...path, 'inputs', key]]);
}
