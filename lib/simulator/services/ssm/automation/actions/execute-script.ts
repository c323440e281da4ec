import { NotSimulatedError, ServiceError } from '../../../../../aws/errors';
import type { Action, StepAttempt, StepOutcome } from '../action';
import { mapInput } from '../api-call';
import { boto3Answer } from '../boto3-answer';
import type { Script, ScriptAnswer, ScriptCall, ScriptRunner } from '../scripts';

/** Calls and waits of one script; more are taken for a script that never ends. */
const MAX_ANSWERS = 500;
/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html */
const MAX_PAYLOAD_BYTES = 100_000;

/**
 * Runs the script where something can, from its beginning for each call it makes, with the answers so far. Its source is not
 * looked through for references: braces are Python as well.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
 */
export const EXECUTE_SCRIPT: Action = {
  verbatim: ['Script'],
  run: (attempt) => {
    const { runScript, inputs, step } = attempt;
    const { Runtime, Handler = '', Script: code, InputPayload } = inputs;
    if (typeof code !== 'string') throw new NotSimulatedError('a script that is an attachment', `step ${step.name}`);
    if (runScript === undefined) throw new NotSimulatedError(`${String(Runtime)} of aws:executeScript`, `step ${step.name}`);
    const { region } = attempt.execution.document.identity;
    const script: Script = { runtime: String(Runtime), handler: String(Handler), code, payload: mapInput(InputPayload), region, now: attempt.now };
    return proceed(attempt, runScript, script, []);
  },
};

function proceed(attempt: StepAttempt, runScript: ScriptRunner, script: Script, answers: ScriptAnswer[]): StepOutcome | undefined {
  const where = `step ${attempt.step.name}`;
  while (answers.length <= MAX_ANSWERS) {
    const round = runScript(script, answers);
    switch (round.kind) {
      case 'returned': {
        const outputs = { Payload: round.value };
        const bytes = Buffer.byteLength(JSON.stringify(round.value));
        if (bytes > MAX_PAYLOAD_BYTES) return { status: 'Failed', failure: `the script returned ${bytes} bytes, and at most ${MAX_PAYLOAD_BYTES} are taken` };
        return { status: 'Success', outputs, result: outputs };
      }
      case 'failed':
        return { status: 'Failed', failure: round.message };
      case 'not run':
        throw new NotSimulatedError(`a script that cannot be run here: ${round.why}`, where);
      case 'sleep':
        answers.push({ slept: round.seconds });
        attempt.after(round.seconds, () => proceed(attempt, runScript, script, answers));
        return undefined;
      case 'call':
        answers.push(answerTo(round.call, attempt));
    }
  }
  throw new NotSimulatedError(`a script with more than ${MAX_ANSWERS} calls and waits`, where);
}

function answerTo({ service, operation, input }: ScriptCall, attempt: StepAttempt): ScriptAnswer {
  try {
    return { output: boto3Answer(service, operation, attempt.call(service, operation, input)) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { error: { code: error.name, message: error.message, operation } };
  }
}
