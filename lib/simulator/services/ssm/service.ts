import { provide } from '../../core/port';
import { defineService } from '../../core/service-host';
import { EVENT_BUS } from '../events/ports';
import { statedParameter } from '../stated/parameters';
import { STATED } from '../stated/stated-resources';
import { Automation } from './automation/automation';
import { AUTOMATION, SCRIPT_RUNNER } from './automation/ports';
import { EXECUTION_EVENT, STEP_EVENT } from './automation/status-events';
import { AUTOMATION_OPERATIONS, DOCUMENT_OPERATIONS, OPS_CENTER_OPERATIONS, PARAMETER_STORE_OPERATIONS } from './operations';
import { OpsCenter } from './ops-center';
import { ParameterStore } from './parameter-store';
import { SSM_RESOURCES } from './resources';
import { statedOpsItems } from './stated-ops-items';

/** Systems Manager: Parameter Store, OpsCenter and Automation are one service to whoever calls them. */
export const SSM = defineService({
  name: 'ssm',
  title: 'Systems Manager',
  resources: SSM_RESOURCES,
  refused: {},
  operations: { ...PARAMETER_STORE_OPERATIONS, ...OPS_CENTER_OPERATIONS, ...AUTOMATION_OPERATIONS, ...DOCUMENT_OPERATIONS },
  events: [EXECUTION_EVENT, STEP_EVENT],
  create: (host) => {
    const parameters = new ParameterStore(host.accountId, host.stacks, host.clock.now, host.notSimulated, (name, region) =>
      statedParameter(host.use(STATED), name, region),
    );
    const opsCenter = new OpsCenter(
      host.accountId,
      statedOpsItems(() => host.use(STATED)),
    );
    const automation = new Automation({
      ...host,
      emit: (event, region) => void host.use(EVENT_BUS).emit(event, region, host.clock.now),
      runScript: () => host.use(SCRIPT_RUNNER),
    });
    const access = {
      addDocument: (...document: Parameters<typeof automation.documents.add>) => automation.documents.add(...document),
      executions: () => automation.executions,
    };
    return {
      operations: { ...parameters.operations, ...opsCenter.operations, ...automation.operations },
      ports: [provide(AUTOMATION, access)],
    };
  },
});
