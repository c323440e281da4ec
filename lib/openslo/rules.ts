/**
 * What a document of OpenSLO v1 has to keep, after the rules of the Go SDK: there is no JSON Schema any more, and the last one was wrong.
 * https://github.com/OpenSLO/go-sdk
 */

import { isMap, listOf, propertyOf, textOf } from '../problems/untyped';
import { isTimeZone } from '../time/zoned-time';
import { DURATION, MAX_DESCRIPTION, MAX_DISPLAY_NAME, NAME_PATTERN } from './open-slo';

/** A finding at a path of a document. */
export interface RuleFinding {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly allowed: string;
  /** True where the document keeps the rules, and most likely does not say what was meant. */
  readonly isDoubt?: boolean;
}

type Path = readonly (string | number)[];

/** What is wrong with a document; kinds that nothing is known of only have a name to keep. */
export function ruleFindings(document: unknown): RuleFinding[] {
  const kind = textOf(document, 'kind');
  const metadata = metadataFindings(propertyOf(document, 'metadata'), ['metadata']);
  const spec = propertyOf(document, 'spec');
  if (!isMap(spec)) return [...metadata, { path: ['spec'], what: 'spec is missing', allowed: 'a map' }];
  if (kind === 'SLO') return [...metadata, ...sloFindings(spec)];
  if (kind === 'SLI') return [...metadata, ...indicatorFindings(spec, ['spec'])];
  if (kind === 'AlertPolicy') return [...metadata, ...policyFindings(spec, ['spec'])];
  if (kind === 'AlertCondition') return [...metadata, ...conditionFindings(spec, ['spec'])];
  return [...metadata, ...descriptionFindings(spec, ['spec'])];
}

function metadataFindings(metadata: unknown, path: Path): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const name = textOf(metadata, 'name');
  if (name === undefined || !NAME_PATTERN.test(name))
    findings.push({
      path: [...path, 'name'],
      what: 'the name is no label of DNS',
      allowed: 'at most 63 lower-case letters, digits and hyphens, such as my-service',
    });
  const displayName = textOf(metadata, 'displayName');
  if (displayName !== undefined && displayName.length > MAX_DISPLAY_NAME)
    findings.push({ path: [...path, 'displayName'], what: 'the display name is too long', allowed: `${MAX_DISPLAY_NAME} characters` });
  const annotations = propertyOf(metadata, 'annotations');
  if (isMap(annotations))
    for (const [key, value] of Object.entries(annotations))
      if (typeof value !== 'string')
        findings.push({
          path: [...path, 'annotations', key],
          what: 'an annotation is no text',
          allowed: 'a text, in quotes where YAML would read another type',
        });
  return findings;
}

function descriptionFindings(spec: unknown, path: Path): RuleFinding[] {
  const description = textOf(spec, 'description');
  if (description === undefined || description.length <= MAX_DESCRIPTION) return [];
  return [{ path: [...path, 'description'], what: 'the description is too long', allowed: `${MAX_DESCRIPTION} characters` }];
}

function sloFindings(spec: unknown): RuleFinding[] {
  const path = ['spec'];
  const method = textOf(spec, 'budgetingMethod');
  const indicator = propertyOf(spec, 'indicator');
  const hasReference = textOf(spec, 'indicatorRef') !== undefined;
  const indicatorSpec = propertyOf(indicator, 'spec');
  const isThreshold = isMap(propertyOf(indicatorSpec, 'thresholdMetric'));
  const objectives = listOf(spec, 'objectives');
  return [
    ...descriptionFindings(spec, path),
    ...(textOf(spec, 'service') === undefined ? [{ path: [...path, 'service'], what: 'the service is missing', allowed: 'the name of a service' }] : []),
    ...(method === undefined || !['Occurrences', 'Timeslices', 'RatioTimeslices'].includes(method)
      ? [{ path: [...path, 'budgetingMethod'], what: 'the budgeting method is none', allowed: 'Occurrences, Timeslices or RatioTimeslices' }]
      : []),
    ...(isMap(indicator) === hasReference
      ? [{ path: [...path, 'indicator'], what: 'there has to be one indicator', allowed: 'either indicator or indicatorRef' }]
      : []),
    ...(isMap(indicator)
      ? [
          ...metadataFindings(propertyOf(indicator, 'metadata'), [...path, 'indicator', 'metadata']),
          ...indicatorFindings(indicatorSpec, [...path, 'indicator', 'spec']),
        ]
      : []),
    ...windowFindings(listOf(spec, 'timeWindow'), [...path, 'timeWindow']),
    ...(objectives.length === 0 ? [{ path: [...path, 'objectives'], what: 'there is no objective', allowed: 'at least one' }] : []),
    ...objectives.flatMap((objective, index) => objectiveFindings(objective, [...path, 'objectives', index], { method, isThreshold, hasReference })),
    ...listOf(spec, 'alertPolicies').flatMap((policy, index) => inlinePolicyFindings(policy, [...path, 'alertPolicies', index])),
  ];
}

function windowFindings(windows: readonly unknown[], path: Path): RuleFinding[] {
  const [window, ...others] = windows;
  if (window === undefined || others.length > 0) return [{ path, what: `${windows.length} time windows`, allowed: 'a list of one' }];
  const at = [...path, 0];
  const duration = textOf(window, 'duration') ?? '';
  const isRolling = propertyOf(window, 'isRolling');
  const calendar = propertyOf(window, 'calendar');
  const findings = durationFindings(duration, [...at, 'duration']);
  if (typeof isRolling !== 'boolean')
    findings.push({ path: [...at, 'isRolling'], what: 'nothing says whether the window is rolling', allowed: 'true or false' });
  if (isRolling === false && !isMap(calendar))
    findings.push({ path: [...at, 'calendar'], what: 'a window of the calendar without a calendar', allowed: 'startTime and timeZone' });
  if (isRolling === true && isMap(calendar))
    findings.push({ path: [...at, 'calendar'], what: 'a rolling window has no calendar', allowed: 'no calendar, or isRolling: false' });
  if (isRolling === false && isMap(calendar)) {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(textOf(calendar, 'startTime') ?? ''))
      findings.push({ path: [...at, 'calendar', 'startTime'], what: 'the start is no time', allowed: 'a local time in quotes, such as "2026-01-01 00:00:00"' });
    if (!isTimeZone(textOf(calendar, 'timeZone') ?? '?'))
      findings.push({ path: [...at, 'calendar', 'timeZone'], what: 'the time zone is none', allowed: 'an IANA zone, such as Europe/Berlin' });
    if (/^\d+[mh]$/.test(duration))
      findings.push({
        path: [...at, 'duration'],
        what: 'a window of the calendar in minutes or hours: m are minutes, M months',
        allowed: 'such as 1M',
        isDoubt: true,
      });
  }
  return findings;
}

function durationFindings(duration: string, path: Path): RuleFinding[] {
  return DURATION.test(duration) ? [] : [{ path, what: 'the duration is none', allowed: 'a whole number and one of m, h, d, w, M, Q, Y, such as 28d' }];
}

function indicatorFindings(spec: unknown, path: Path): RuleFinding[] {
  const threshold = propertyOf(spec, 'thresholdMetric');
  const ratio = propertyOf(spec, 'ratioMetric');
  if (isMap(threshold) === isMap(ratio)) return [{ path, what: 'there has to be one metric', allowed: 'either thresholdMetric or ratioMetric' }];
  if (isMap(threshold)) return sourceFindings(threshold, [...path, 'thresholdMetric']);
  const at = [...path, 'ratioMetric'];
  const has = (key: string) => propertyOf(ratio, key) !== undefined;
  const findings: RuleFinding[] =
    typeof propertyOf(ratio, 'counter') === 'boolean'
      ? []
      : [{ path: [...at, 'counter'], what: 'nothing says whether the metrics only grow', allowed: 'true or false' }];
  if (has('raw')) {
    if (!['success', 'failure'].includes(textOf(ratio, 'rawType') ?? ''))
      findings.push({ path: [...at, 'rawType'], what: 'nothing says what the raw ratio is of', allowed: 'success or failure' });
    if (has('good') || has('bad') || has('total')) findings.push({ path: at, what: 'a raw ratio beside its parts', allowed: 'raw, or total with good or bad' });
    return [...findings, ...sourceFindings(propertyOf(ratio, 'raw'), [...at, 'raw'])];
  }
  if (!has('total') || has('good') === has('bad'))
    findings.push({ path: at, what: 'the parts of the ratio are incomplete', allowed: 'total with either good or bad' });
  return [...findings, ...['total', 'good', 'bad'].filter(has).flatMap((key) => sourceFindings(propertyOf(ratio, key), [...at, key]))];
}

function sourceFindings(metric: unknown, path: Path): RuleFinding[] {
  const source = propertyOf(metric, 'metricSource');
  const at = [...path, 'metricSource'];
  if (!isMap(source)) return [{ path: at, what: 'the metric has no source', allowed: 'a map with spec' }];
  const spec = propertyOf(source, 'spec');
  return isMap(spec) && Object.keys(spec).length > 0 ? [] : [{ path: [...at, 'spec'], what: 'the source says nothing', allowed: 'a map that is not empty' }];
}

function objectiveFindings(
  objective: unknown,
  path: Path,
  { method, isThreshold, hasReference }: { readonly method: string | undefined; readonly isThreshold: boolean; readonly hasReference: boolean },
): RuleFinding[] {
  const findings: RuleFinding[] = [];
  const target = propertyOf(objective, 'target');
  const percent = propertyOf(objective, 'targetPercent');
  if ((target === undefined) === (percent === undefined))
    findings.push({ path, what: 'there has to be one target', allowed: 'either target or targetPercent' });
  if (target !== undefined && !(typeof target === 'number' && target > 0 && target < 1))
    findings.push({ path: [...path, 'target'], what: 'the target is no share', allowed: 'a number between 0 and 1, such as 0.999' });
  if (percent !== undefined && !(typeof percent === 'number' && percent > 0 && percent < 100))
    findings.push({ path: [...path, 'targetPercent'], what: 'the target is no percentage', allowed: 'a number between 0 and 100, such as 99.9' });
  const hasThreshold = propertyOf(objective, 'op') !== undefined || propertyOf(objective, 'value') !== undefined;
  if (isThreshold && !(['lte', 'lt', 'gte', 'gt'].includes(textOf(objective, 'op') ?? '') && typeof propertyOf(objective, 'value') === 'number'))
    findings.push({ path, what: 'the objective of a thresholdMetric has no threshold', allowed: 'op (lte, lt, gte, gt) and value' });
  if (!isThreshold && !hasReference && hasThreshold)
    findings.push({ path, what: 'the objective of a ratioMetric has a threshold', allowed: 'no op and no value' });
  if (method === 'Timeslices' && !(typeof propertyOf(objective, 'timeSliceTarget') === 'number'))
    findings.push({ path: [...path, 'timeSliceTarget'], what: 'slices have no target', allowed: 'a number between 0 and 1' });
  if (method === 'Timeslices' || method === 'RatioTimeslices')
    findings.push(...durationFindings(String(propertyOf(objective, 'timeSliceWindow')), [...path, 'timeSliceWindow']));
  return findings;
}

function inlinePolicyFindings(policy: unknown, path: Path): RuleFinding[] {
  if (!isMap(policy)) return [{ path, what: 'an alert policy is no map', allowed: 'alertPolicyRef, or a whole policy' }];
  if (textOf(policy, 'alertPolicyRef') !== undefined) return [];
  return [...metadataFindings(propertyOf(policy, 'metadata'), [...path, 'metadata']), ...policyFindings(propertyOf(policy, 'spec'), [...path, 'spec'])];
}

function policyFindings(spec: unknown, path: Path): RuleFinding[] {
  const conditions = listOf(spec, 'conditions');
  const findings: RuleFinding[] =
    conditions.length === 1 ? [] : [{ path: [...path, 'conditions'], what: `${conditions.length} conditions`, allowed: 'a list of one' }];
  if (propertyOf(spec, 'alertWhenBreaching') !== true && propertyOf(spec, 'alertWhenNoData') !== true && propertyOf(spec, 'alertWhenResolved') !== true)
    findings.push({ path: [...path, 'alertWhenBreaching'], what: 'the policy never alerts', allowed: 'alertWhenBreaching: true', isDoubt: true });
  const [condition] = conditions;
  if (textOf(condition, 'conditionRef') === undefined) findings.push(...conditionFindings(propertyOf(condition, 'spec'), [...path, 'conditions', 0, 'spec']));
  return findings;
}

function conditionFindings(spec: unknown, path: Path): RuleFinding[] {
  const condition = propertyOf(spec, 'condition');
  const at = [...path, 'condition'];
  if (!isMap(condition)) return [{ path: at, what: 'the condition is missing', allowed: 'kind, op, threshold and lookbackWindow' }];
  const op = textOf(condition, 'op') ?? '';
  const findings: RuleFinding[] = [];
  if (textOf(condition, 'kind') !== 'burnrate') findings.push({ path: [...at, 'kind'], what: 'the kind of the condition is none', allowed: 'burnrate' });
  if (!['lte', 'lt', 'gte', 'gt'].includes(op)) findings.push({ path: [...at, 'op'], what: 'the comparison is none', allowed: 'lte, lt, gte or gt' });
  if (op === 'lte' || op === 'lt')
    findings.push({ path: [...at, 'op'], what: 'alerts while the budget burns slowly', allowed: 'gt or gte, if a high burn rate is meant', isDoubt: true });
  if (typeof propertyOf(condition, 'threshold') !== 'number')
    findings.push({ path: [...at, 'threshold'], what: 'the threshold is no number', allowed: 'a burn rate, such as 14' });
  findings.push(...durationFindings(textOf(condition, 'lookbackWindow') ?? '', [...at, 'lookbackWindow']));
  const after = textOf(condition, 'alertAfter');
  if (after !== undefined && after !== '0m') findings.push(...durationFindings(after, [...at, 'alertAfter']));
  return findings;
}
