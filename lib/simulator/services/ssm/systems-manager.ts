import type { Operation, SimulatedService } from '../../core/service';

/** A part of Systems Manager with operations of its own. */
export interface SystemsManagerPart {
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Systems Manager: Parameter Store, OpsCenter and Automation are one service to whoever calls them. */
export class SystemsManager implements SimulatedService {
  readonly name = 'ssm';
  readonly operations: Readonly<Record<string, Operation>>;

  constructor(parts: readonly SystemsManagerPart[]) {
    this.operations = Object.fromEntries(parts.flatMap(({ operations }) => Object.entries(operations)));
  }
}
