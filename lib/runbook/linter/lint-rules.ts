import type { LintRule } from './rule';
import { approvals } from './rules/approvals';
import { boundedWaits } from './rules/bounded-waits';
import { cancelPaths } from './rules/cancel-paths';
import { comparableTypes } from './rules/comparable-types';
import { conditions } from './rules/conditions';
import { currentRuntimes } from './rules/current-runtimes';
import { describedSteps } from './rules/described-steps';
import { documentSize } from './rules/document-size';
import { dryRunParameter } from './rules/dry-run-parameter';
import { handledFailures } from './rules/handled-failures';
import { knownActions } from './rules/known-actions';
import { knownKeys } from './rules/known-keys';
import { knownOperations } from './rules/known-operations';
import { knownReferences } from './rules/known-references';
import { knownSteps } from './rules/known-steps';
import { noCycle } from './rules/no-cycle';
import { operationMembers } from './rules/operation-members';
import { outputs } from './rules/outputs';
import { parameterDefaults } from './rules/parameter-defaults';
import { parameterPatterns } from './rules/parameter-patterns';
import { parameterStoreReferences } from './rules/parameter-store-references';
import { reachableSteps } from './rules/reachable-steps';
import { requiredInputs } from './rules/required-inputs';
import { schemaVersion } from './rules/schema-version';
import { scriptRole } from './rules/script-role';
import { selectedOutputs } from './rules/selected-outputs';
import { statedTimeouts } from './rules/stated-timeouts';
import { stepNames } from './rules/step-names';
import { textReferences } from './rules/text-references';
import { timeoutsWithinLimits } from './rules/timeouts-within-limits';

/** Every rule of the linter. */
export const LINT_RULES: readonly LintRule[] = [
  approvals,
  boundedWaits,
  cancelPaths,
  comparableTypes,
  conditions,
  currentRuntimes,
  describedSteps,
  documentSize,
  dryRunParameter,
  handledFailures,
  knownActions,
  knownKeys,
  knownOperations,
  knownReferences,
  knownSteps,
  noCycle,
  operationMembers,
  outputs,
  parameterDefaults,
  parameterPatterns,
  parameterStoreReferences,
  reachableSteps,
  requiredInputs,
  schemaVersion,
  scriptRole,
  selectedOutputs,
  statedTimeouts,
  stepNames,
  textReferences,
  timeoutsWithinLimits,
];
