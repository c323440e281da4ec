import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { formatLocation, type Problem } from '../problems/problem';

/** What `day2 check` says of a configuration, said by the synthesis of an app that has none: errors fail it, warnings have an id to be acknowledged by. */
export function annotateFindings(scope: IConstruct, findings: readonly Problem[]): void {
  for (const { code, level, where, what, received, change } of findings) {
    const text = `${code} ${formatLocation(where)}: ${what}${received === undefined ? '' : ` (${received})`}; ${change}`;
    if (level === 'error') Annotations.of(scope).addError(text);
    else Annotations.of(scope).addWarningV2(`day2:${code}`, text);
  }
}
