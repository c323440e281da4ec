import { App, Validations } from 'aws-cdk-lib';
import { hasErrors, loadOperations, OperationsStage, ProblemsError, TemplateChecksPlugin } from 'day2';

/**
 * The environments of a configuration as stages of an app of one's own, beside whatever else it has: `day2 check` and `day2 gameday`
 * know the same files.
 *
 * @param directory with `operations.yaml`, `environments/` and `on-call.yaml`
 * @throws ProblemsError with everything that is wrong with them
 */
export function ownStage(directory: string): App {
  const { environments, problems } = loadOperations(directory, {});
  if (hasErrors(problems)) throw new ProblemsError(problems);
  const app = new App();
  Validations.of(app).addPlugins(new TemplateChecksPlugin());
  for (const { plan } of environments) new OperationsStage(app, plan.environment, { plan });
  return app;
}
