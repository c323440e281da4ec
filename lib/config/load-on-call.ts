import type { OnCall } from '../model/model';
import { hasErrors, ProblemsError } from '../problems/problem';
import { filesOnDisk } from './read-directory';
import { readOnCall } from './read-on-call';
import { readSource, type ConfigurationFiles } from './read-source';

/**
 * Who is on call, from an `on-call.yaml`, for an app that is configured by no other file.
 *
 * @param files where it is read from. Default: the disk
 * @throws ProblemsError with everything that is wrong with it
 */
export function loadOnCall(file: string, files: ConfigurationFiles = filesOnDisk): OnCall {
  const { onCall, problems } = readOnCall(file, files);
  if (onCall === undefined || hasErrors(problems)) throw new ProblemsError(problems.length > 0 ? problems : readSource(file, files).problems);
  return onCall;
}
