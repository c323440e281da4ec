import { readSelector } from '../../document/selector';
import type { LintRule } from '../rule';

/** Every output can be selected, and says its type. */
export const outputs: LintRule = {
  code: 'RUN039',
  requirement: 'every output has a type and a selector that Automation can read',
  why: 'the step fails when the runbook is needed; without a type AWS does not say what the output is',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html',
  *check({ steps }) {
    for (const { step } of steps) {
      for (const { selector, type, path } of step.outputs) {
        const read = readSelector(selector);
        if (read === undefined) {
          const allowed = '$, then .name, ..name or [number]';
          yield {
            at: [...path, 'Selector'],
            what: 'this is no selector that Automation reads',
            received: selector,
            allowed,
            change: 'write it in these parts',
          };
        }
        if (type === undefined) yield { at: path, what: 'the output does not say its type', change: 'add Type' };
        else if (read?.some(({ kind }) => kind === 'deep') === true && type !== 'StringList' && type !== 'MapList') {
          yield {
            at: [...path, 'Type'],
            what: 'a deep scan gives a list',
            received: type,
            allowed: 'StringList, MapList',
            change: 'declare the list, or select one value',
          };
        }
      }
    }
  },
};
