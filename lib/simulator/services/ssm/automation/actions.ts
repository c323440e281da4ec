import { NotSimulatedError } from '../../../../aws/errors';
import type { RunbookStep } from '../../../../runbook/document/document';
import type { Action } from './action';
import { APPROVE } from './actions/approve';
import { ASSERT_AWS_RESOURCE_PROPERTY } from './actions/assert-aws-resource-property';
import { BRANCH } from './actions/branch';
import { CHANGE_INSTANCE_STATE } from './actions/change-instance-state';
import { CREATE_TAGS } from './actions/create-tags';
import { EXECUTE_AUTOMATION } from './actions/execute-automation';
import { EXECUTE_AWS_API } from './actions/execute-aws-api';
import { EXECUTE_SCRIPT } from './actions/execute-script';
import { EXECUTE_STATE_MACHINE } from './actions/execute-state-machine';
import { COPY_IMAGE, CREATE_IMAGE, DELETE_IMAGE } from './actions/images';
import { INVOKE_LAMBDA_FUNCTION } from './actions/invoke-lambda-function';
import { LOOP } from './actions/loop';
import { PAUSE } from './actions/pause';
import { RUN_COMMAND } from './actions/run-command';
import { RUN_INSTANCES } from './actions/run-instances';
import { SLEEP } from './actions/sleep';
import { CREATE_STACK, DELETE_STACK } from './actions/stacks';
import { UPDATE_VARIABLE } from './actions/update-variable';
import { WAIT_FOR_AWS_RESOURCE_PROPERTY } from './actions/wait-for-aws-resource-property';

const SIMULATED: Readonly<Record<string, Action>> = {
  'aws:approve': APPROVE,
  'aws:assertAwsResourceProperty': ASSERT_AWS_RESOURCE_PROPERTY,
  'aws:branch': BRANCH,
  'aws:changeInstanceState': CHANGE_INSTANCE_STATE,
  'aws:copyImage': COPY_IMAGE,
  'aws:createImage': CREATE_IMAGE,
  'aws:createStack': CREATE_STACK,
  'aws:createTags': CREATE_TAGS,
  'aws:deleteImage': DELETE_IMAGE,
  'aws:deleteStack': DELETE_STACK,
  'aws:executeAutomation': EXECUTE_AUTOMATION,
  'aws:executeAwsApi': EXECUTE_AWS_API,
  'aws:executeScript': EXECUTE_SCRIPT,
  'aws:executeStateMachine': EXECUTE_STATE_MACHINE,
  'aws:invokeLambdaFunction': INVOKE_LAMBDA_FUNCTION,
  'aws:loop': LOOP,
  'aws:pause': PAUSE,
  'aws:runCommand': RUN_COMMAND,
  'aws:runInstances': RUN_INSTANCES,
  'aws:sleep': SLEEP,
  'aws:updateVariable': UPDATE_VARIABLE,
  'aws:waitForAwsResourceProperty': WAIT_FOR_AWS_RESOURCE_PROPERTY,
};

/** What the action of a step does. @throws NotSimulatedError for an action that AWS has and the simulator has not */
export function actionOf({ name, action }: RunbookStep): Action {
  if (action === 'aws:invokeWebhook') throw new NotSimulatedError('aws:invokeWebhook, which posts to a web address outside of AWS', `step ${name}`);
  const found = SIMULATED[action];
  if (found === undefined) throw new NotSimulatedError(`action ${action} of an Automation document`, `step ${name}`);
  return found;
}
