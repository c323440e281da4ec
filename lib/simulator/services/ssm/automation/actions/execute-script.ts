import { NotSimulatedError, ServiceError } from '../../../../../aws/errors';
import type { Action, StepAttempt } from '../action';
import { mapInput } from '../api-call';
import type { Script, ScriptAnswer, ScriptCall } from '../scripts';

/** Calls of one script; more are taken for a script that never ends. */
const MAX_CALLS = 500;

/**
 * Runs the script where something can, from its beginning for each call it makes, with the answers so far. Its source is not
 * looked through for references: braces are Python as well.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
 */
export const EXECUTE_SCRIPT: Action = {
  verbatim: ['Script'],
  run: (attempt) => {
    const { runScript, inputs } = attempt;
    const { Runtime, Handler, Script: code, InputPayload } = inputs;
    if (typeof code !== 'string') throw new NotSimulatedError('a script that is an attachment', `step ${attempt.step.name}`);
    if (runScript === undefined) throw new NotSimulatedError(`${String(Runtime)} of aws:executeScript`, `step ${attempt.step.name}`);
    const script: Script = {
      runtime: String(Runtime),
      handler: String(Handler ?? ''),
      code,
      payload: mapInput(InputPayload),
      region: attempt.execution.document.identity.region,
      now: attempt.now,
    };
    const answers: ScriptAnswer[] = [];
    while (answers.length <= MAX_CALLS) {
      const round = runScript(script, answers);
      if (round.kind === 'returned') return { status: 'Success', outputs: { Payload: round.value }, result: { Payload: round.value } };
      if (round.kind === 'failed') return { status: 'Failed', failure: round.message };
      if (round.kind === 'not run') throw new NotSimulatedError(`a script that cannot be run here: ${round.why}`, `step ${attempt.step.name}`);
      answers.push(answerTo(round.call, attempt));
    }
    throw new NotSimulatedError(`a script with more than ${MAX_CALLS} calls`, `step ${attempt.step.name}`);
  },
};

function answerTo({ service, operation, input }: ScriptCall, attempt: StepAttempt): ScriptAnswer {
  try {
    return { output: attempt.call(service, operation, input) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { code: error.name, message: error.message, operation } };
  }
}
