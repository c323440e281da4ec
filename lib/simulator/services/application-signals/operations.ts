import type { OperationDeclarations } from '../../core/service';

/** Application Signals. https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_Operations.html */
export const APPLICATION_SIGNALS_OPERATIONS = {
  GetServiceLevelObjective: { input: ['Id'], output: ['Slo'], iamActions: ['application-signals:GetServiceLevelObjective'], effect: 'read' },
  ListServiceLevelObjectives: {
    input: ['MaxResults', 'NextToken'],
    output: ['SloSummaries', 'NextToken'],
    iamActions: ['application-signals:ListServiceLevelObjectives'],
    effect: 'read',
  },
} as const satisfies OperationDeclarations;
