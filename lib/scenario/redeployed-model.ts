import { withTierTimes } from '../incident/lifecycle/change-escalation';
import type { OnCallModel, OperationsModel, Service } from '../model/model';
import { objectiveName } from '../slo/objective';
import type { Redeployment } from './scenario-redeploy';

/** The configuration of a redeployment: what was deployed before, with what it changes. Names that nothing has change nothing. */
export function redeployedModel(model: OperationsModel, redeployment: Redeployment): OperationsModel {
  const { onCall } = model;
  return {
    ...model,
    services: model.services.flatMap((service) => redeployedService(service, redeployment)),
    ...(onCall !== undefined && { onCall: redeployedOnCall(onCall, redeployment) }),
  };
}

function redeployedService(service: Service, { remove, severities }: Redeployment): Service[] {
  if (remove.includes(service.id)) return [];
  const objectives = service.objectives.flatMap((objective) => {
    const name = objectiveName(service, objective);
    const page = severities[name];
    if (remove.includes(name)) return [];
    return [page === undefined ? objective : { ...objective, severity: { ...objective.severity, page } }];
  });
  return [{ ...service, objectives }];
}

/** Who holds a role is said anew: its rotation is gone, and so is who stands in for it. */
function redeployedOnCall(onCall: OnCallModel, { roles: changed, tiers }: Redeployment): OnCallModel {
  const { people, roles, overrides } = onCall.roster;
  return {
    ...onCall,
    escalation: withTierTimes(
      onCall.escalation,
      tiers.map(({ severity, tier, after }) => ({ severity, tier, seconds: after * 60 })),
    ),
    roster: {
      people,
      roles: roles.map((role) => (changed[role.id] === undefined ? role : { id: role.id, title: role.title, standing: changed[role.id]! })),
      overrides: overrides.filter(({ role }) => changed[role] === undefined),
    },
  };
}
