import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { schedulerExpression } from '../maintenance/cadence/scheduler-expression';
import { staggered } from '../maintenance/tasks/stagger';
import { startParameters, type MaintenanceTask } from '../maintenance/tasks/task';
import { SCHEDULED_TIME_PARAMETER, taskDocument } from '../maintenance/tasks/task-document';
import { lostStartsName, maintenanceGroupName, taskDocumentName, taskRunsTableName } from '../maintenance/tasks/task-names';
import { SCHEDULED_TIME } from './budget-plan';
import { incidentNames } from './incident-names';
import type { RunbookPlan } from './runbook-plan';
import type { TaskPlan, TasksPlan } from './task-plan';

/** A task waits for its runbook this many times as long as a run takes when all goes well, and an hour at least. Our choice. */
const TIMES_EXPECTED = 6;
const LEAST_TIMEOUT_SECONDS = 3_600;

/**
 * The tasks of an environment as they are deployed: for each a document and a schedule that starts it. A task whose runbook is not
 * deployed is left out; that it is missing is for the checks to say.
 */
export function planTasks(tasks: readonly MaintenanceTask[], runbooks: readonly RunbookPlan[], scope: NamedScope): TasksPlan {
  const group = maintenanceGroupName(scope);
  return {
    group,
    tableName: taskRunsTableName(scope),
    deadLettersName: lostStartsName(group),
    tasks: staggered(tasks).flatMap((task) => {
      const runbook = runbooks.find(({ name }) => name === task.runbook);
      return runbook === undefined ? [] : [planTask(task, runbook, scope)];
    }),
  };
}

function planTask(task: MaintenanceTask, runbook: RunbookPlan, scope: NamedScope): TaskPlan {
  const { id, title, owner, evidence, cadence, timeZone } = task;
  const documentName = taskDocumentName(scope, id);
  const content = taskDocument({
    id,
    title,
    owner,
    evidence,
    documentName: runbook.documentName,
    parameters: startParameters(task, `${scope.application}-${scope.environment}`),
    timeoutSeconds: Math.max(LEAST_TIMEOUT_SECONDS, runbook.facts.expectedMinutes * 60 * TIMES_EXPECTED),
    tableName: taskRunsTableName(scope),
    engineName: incidentNames(scope).engine,
  });
  return {
    task,
    document: { name: `task-${id}`, documentName, facts: { ...runbook.facts, title, owner, triggers: ['schedule'] }, content, values: {} },
    schedule: {
      name: id,
      description: `${title}, for ${owner}`,
      expression: schedulerExpression(cadence).expression,
      timeZone,
      input: JSON.stringify({ DocumentName: documentName, DocumentVersion: '$LATEST', Parameters: { [SCHEDULED_TIME_PARAMETER]: [SCHEDULED_TIME] } }),
    },
  };
}
