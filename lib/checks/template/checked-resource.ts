import type { JsonValue } from '../../aws/cloudformation/template';
import { UnresolvedError } from '../../aws/cloudformation/unresolved-error';
import type { CheckedStack } from './checked-stack';
import { CannotTellError, PropertyNode } from './template-value';

/** A resource under check. */
export class CheckedResource {
  #properties?: PropertyNode;

  constructor(
    readonly stack: CheckedStack,
    readonly logicalId: string,
  ) {}

  get type(): string {
    return this.stack.template.Resources[this.logicalId]!.Type;
  }

  get properties(): PropertyNode {
    this.#properties ??= new PropertyNode(
      'Properties',
      this.stack.resolve(this.stack.template.Resources[this.logicalId]!.Properties ?? {}),
    );
    return this.#properties;
  }

  /**
   * What `Ref` returns: the name of an alarm, the ARN of a topic, the id of a key.
   * @throws CannotTellError when that is only known at deployment
   */
  get reference(): string {
    return this.#identity(() => this.stack.resolver.ref(this.logicalId));
  }

  /**
   * What `Fn::GetAtt` of `Arn` returns.
   * @throws CannotTellError when that is only known at deployment
   */
  get arn(): string {
    return this.#identity(() => this.stack.resolver.attribute(this.logicalId, 'Arn'));
  }

  #identity(read: () => JsonValue): string {
    try {
      return String(read());
    } catch (error) {
      if (error instanceof UnresolvedError) throw new CannotTellError('Properties', `cannot resolve ${error.what}`);
      throw error;
    }
  }
}
