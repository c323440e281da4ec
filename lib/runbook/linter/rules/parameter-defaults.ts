import { isJsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { readAllowedPattern } from '../../document/allowed-pattern';
import type { RunbookParameter, ValueType } from '../../document/document';
import { referencesIn } from '../../document/references';
import type { Finding, LintRule } from '../rule';

/** The default of a parameter is a value that the parameter allows. */
export const parameterDefaults: LintRule = {
  code: 'RUN038',
  requirement: 'the default of a parameter has its type, and is one that the parameter allows',
  why: 'a start without the parameter fails, or the flag "false" in quotes is a text that no branch knows',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html',
  *check({ document }) {
    for (const parameter of document.parameters) yield* ofParameter(parameter);
  },
};

function* ofParameter({ name, type, defaultValue, allowedValues, allowedPattern, path }: RunbookParameter): Iterable<Finding> {
  if (allowedPattern !== undefined && readAllowedPattern(allowedPattern) === undefined) {
    yield { at: [...path, 'allowedPattern'], what: 'this is no pattern', received: allowedPattern, change: 'write a regular expression' };
  }
  if (defaultValue === undefined) return;
  const at = [...path, 'default'];
  const received = JSON.stringify(defaultValue);
  const references = referencesIn(defaultValue);
  // AWS-CreateManagedLinuxInstance names its stack after the run: https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-createmanagedlinuxinstance.html
  if (references.some((reference) => !/^(ssm|global|automation):/.test(reference.name))) {
    yield { at, what: `the default of ${name} refers to something that is not known at the start`, received, change: 'write a value' };
    return;
  }
  if (references.length > 0) return;
  if (!hasType(defaultValue, type)) {
    yield { at, what: `the default of ${name} is of another type`, received, allowed: type, change: `write a value of type ${type}` };
    return;
  }
  const texts = (Array.isArray(defaultValue) ? defaultValue : [defaultValue]).filter((value) => typeof value !== 'object').map(String);
  if (allowedValues.length > 0 && texts.some((text) => !allowedValues.map(String).includes(text))) {
    yield { at, what: `the default of ${name} is not among its values`, received, allowed: allowedValues.map(String).join(', '), change: 'take one of them' };
  }
  const pattern = allowedPattern === undefined ? undefined : readAllowedPattern(allowedPattern);
  if (pattern !== undefined && texts.some((text) => pattern.matches(text) === false)) {
    const change = texts.includes('') ? `let the pattern take nothing as well: ^$|${allowedPattern}` : 'correct the default, or the pattern';
    yield { at, what: `the default of ${name} does not match its pattern`, received, allowed: allowedPattern, change };
  }
}

function hasType(value: JsonValue, type: ValueType): boolean {
  switch (type) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Integer':
      return Number.isInteger(value);
    case 'String':
      return typeof value === 'string';
    case 'StringList':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'StringMap':
      return isJsonObject(value);
    case 'MapList':
      return Array.isArray(value) && value.every(isJsonObject);
  }
}
