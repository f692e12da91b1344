/** Makes, changes and removes one resource, whatever its type: at once, over virtual seconds, or by a custom resource. */

import { CustomResources } from './custom-resource';
import { generatedName, suffixOf, uuidOf } from './identifiers';
import type { PhysicalName } from './neighbours';
import type { NestedWork } from './nested-work';
import { isNestedStack } from './nested-work';
import type { Surroundings } from './ports';
import type { Cancel, Change, Keeps, Target, WorkOutcome } from './resource-change';
import type { Place, ResourceType } from './resource-type';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';
import { canonical } from './template';
import { ApiError, UnknownToRehearsal } from '../kernel/types';

/** How long a resource that is only assumed takes, in virtual seconds. */
const ASSUMED_SECONDS = 5;
/** How long a deletion takes, in virtual seconds. */
const REMOVE_SECONDS = 2;
/** How long it takes until a service has refused what the role of the operation may not do. */
const REFUSED_SECONDS = 1;

/** The types that the rehearsal knows, and the work on their resources. */
export class ResourceWork {
  public readonly custom: CustomResources;
  private readonly types: ReadonlyMap<string, ResourceType>;

  constructor(
    private readonly surroundings: Surroundings,
    /** Who has a name already: the ARN of a stack, or '' for nobody's resource. */
    private readonly holderOf: (stack: StackRecord, logicalId: string, name: PhysicalName) => string | undefined,
    private readonly nested: () => NestedWork,
  ) {
    this.custom = new CustomResources(surroundings);
    this.types = new Map([...surroundings.types].map(([name, { type }]) => [name, type]));
  }

  /** Whether resources of this type are run by functions. */
  public isCustom(type: string): boolean {
    return this.surroundings.customTypes.has(type);
  }

  /** Whether CloudFormation refuses an update by itself, without asking anybody. */
  public refusesUpdate(type: string, current: ResourceContent, next: ResourceContent): boolean {
    return this.isCustom(type)
      ? canonical(current.properties.ServiceToken) !== canonical(next.properties.ServiceToken)
      : this.keepsName(type, next.properties, current) && this.replaces(type, { properties: next.properties, current });
  }

  /** Whether `change` makes another resource instead of changing the one there is. */
  public replaces(type: string, { properties, current }: Change): boolean {
    const createOnly = this.types.get(type)?.createOnly ?? [];
    if (current === undefined) {
      return false;
    }
    const names = createOnly.includes('*') ? Object.keys({ ...properties, ...current.properties }) : createOnly;
    return names.some(name => canonical(properties[name]) !== canonical(current.properties[name]));
  }

  /** Creates or changes a resource. */
  public put(target: Target, change: Change, done: (outcome: WorkOutcome) => void): Cancel {
    const { stack, record, operation } = target;
    if (this.isCustom(record.type)) {
      return this.putCustom(target, change, done);
    }
    if (operation !== undefined && isNestedStack(record)) {
      return this.nested().put(stack, record, operation, change, done);
    }
    const refusal = this.surroundings.rights.refusalToChange(stack, record.type);
    if (refusal !== undefined) {
      return this.later(REFUSED_SECONDS, stack, record, () => done({ succeeded: false, reason: refusal, physicalId: change.current?.physicalId }));
    }
    const type = this.types.get(record.type);
    if (record.assumed || type === undefined) {
      const physicalId = change.current?.physicalId ?? this.nameOf(stack, record);
      const content = { physicalId, properties: change.properties, attributes: {} };
      return this.later(ASSUMED_SECONDS, stack, record, () => done({ succeeded: true, content }));
    }
    return this.later(type.seconds, stack, record, () => done(this.made(type, target, change)));
  }

  /**
   * Deletes the physical resource that `content` describes.
   * @param keeps which resources of a nested stack are kept; by default those that their policies keep
   */
  public remove(
    stack: StackRecord, record: Pick<ResourceRecord, 'logicalId' | 'type' | 'assumed'>, content: ResourceContent, done: (outcome: WorkOutcome) => void,
    keeps?: Keeps,
  ): Cancel {
    if (isNestedStack(record)) {
      return this.nested().remove(stack, record.logicalId, content, keeps, done);
    }
    // What was never asked for, because its properties could not be told, isn't there.
    if (this.isCustom(record.type) && content.properties.ServiceToken === undefined) {
      return this.later(1, stack, record, () => done({ succeeded: true, content }));
    }
    if (this.isCustom(record.type)) {
      // Nobody ever told CloudFormation an id: it makes one up, and sends it all the same.
      const physicalId = content.physicalId ?? generatedName(stack.name, record.logicalId, suffixOf(stack.id, record.logicalId, 'unanswered'));
      return this.custom.send({
        stack,
        logicalId: record.logicalId,
        resourceType: record.type,
        requestType: 'Delete',
        requestId: this.nextRequestId(stack),
        physicalId,
        properties: content.properties,
      }, outcome => done(outcome.succeeded ? { succeeded: true, content } : outcome));
    }
    const refusal = this.surroundings.rights.refusalToChange(stack, record.type);
    if (refusal !== undefined) {
      return this.later(REFUSED_SECONDS, stack, record, () => done({ succeeded: false, reason: refusal, physicalId: content.physicalId }));
    }
    return this.later(REMOVE_SECONDS, stack, record, () => {
      // A resource whose creation was cancelled was never made.
      if (!record.assumed && content.physicalId !== undefined) {
        this.types.get(record.type)?.remove(content);
      }
      done({ succeeded: true, content });
    });
  }

  /** The S3 key of the asset that a resource runs, if its type runs one. */
  public assetKey(record: ResourceRecord): string | undefined {
    return record.assumed ? undefined : this.types.get(record.type)?.assetKey?.(record.content.properties);
  }

  /** Makes a resource of an earlier rehearsal known again. */
  public restore(stack: StackRecord, record: Pick<ResourceRecord, 'type' | 'assumed'>, content: ResourceContent): void {
    if (!record.assumed && content.physicalId !== undefined) {
      this.types.get(record.type)?.restore(content, stack);
    }
  }

  /** The name that a template gives a resource of this type. */
  public nameOfType(type: string, properties: Readonly<Record<string, unknown>>): PhysicalName | undefined {
    const named = this.types.get(type)?.name;
    const name = named === undefined ? undefined : properties[named.property];
    return named === undefined || typeof name !== 'string' || name === '' ? undefined : { type, ...named, name };
  }

  private keepsName(type: string, properties: Readonly<Record<string, unknown>>, current: ResourceContent | undefined): boolean {
    const name = this.nameOfType(type, properties);
    return name !== undefined && current?.properties[name.property] === name.name;
  }

  /** Why a resource can't be made under the name that it is given: CloudFormation creates before it deletes. */
  private nameTaken({ stack, record }: Target, { properties, current }: Change): string | undefined {
    const name = this.nameOfType(record.type, properties);
    if (name === undefined) {
      return undefined;
    }
    if (this.keepsName(record.type, properties, current)) {
      return `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${name.name} and update the stack again.`;
    }
    const holder = this.holderOf(stack, record.logicalId, name);
    return holder === undefined ? undefined : `${name.name} already exists${holder === '' ? '' : ` in stack ${holder}`}`;
  }

  private made(type: ResourceType, target: Target, change: Change): WorkOutcome {
    const { stack, record, mayBeAssumed, assetDirectory } = target;
    const replaced = this.replaces(record.type, change);
    const taken = replaced || change.current === undefined ? this.nameTaken(target, change) : undefined;
    if (taken !== undefined) {
      return { succeeded: false, reason: taken };
    }
    if (replaced) {
      record.generation += 1;
    }
    const place: Place = { stack, logicalId: record.logicalId, generatedName: this.nameOf(stack, record), assetDirectory };
    try {
      return { succeeded: true, content: type.put(place, change.properties, replaced ? undefined : change.current) };
    } catch (error) {
      if (error instanceof ApiError) {
        return { succeeded: false, reason: error.message };
      }
      if (!(error instanceof UnknownToRehearsal) || !mayBeAssumed) {
        throw error;
      }
      const content = { physicalId: place.generatedName, properties: change.properties, attributes: {} };
      return { succeeded: true, assumed: error.message, content };
    }
  }

  private putCustom({ stack, record }: Target, { properties, current }: Change, done: (outcome: WorkOutcome) => void): Cancel {
    if (current !== undefined && this.refusesUpdate(record.type, current, { ...current, properties })) {
      return this.later(1, stack, record, () => done({ succeeded: false, reason: 'Modifying service token is not allowed.' }));
    }
    const requestId = record.failedRequestId ?? this.nextRequestId(stack);
    // Until it has succeeded, a retry would go out under the same id.
    record.failedRequestId = requestId;
    return this.custom.send({
      stack,
      logicalId: record.logicalId,
      resourceType: record.type,
      requestType: current === undefined ? 'Create' : 'Update',
      requestId,
      physicalId: current?.physicalId,
      properties,
      oldProperties: current === undefined ? undefined : current.properties,
    }, outcome => {
      if (!outcome.succeeded) {
        done(outcome);
      } else {
        delete record.failedRequestId;
        done({ succeeded: true, content: { physicalId: outcome.physicalId, properties, attributes: outcome.attributes } });
      }
    });
  }

  private later(seconds: number, stack: StackRecord, record: Pick<ResourceRecord, 'logicalId'>, action: () => void): Cancel {
    let cancelled = false;
    this.surroundings.clock.after(seconds, `${stack.id} ${record.logicalId}`, () => {
      if (!cancelled) {
        action();
      }
    });
    return () => { cancelled = true; };
  }

  private nameOf(stack: StackRecord, record: ResourceRecord): string {
    return generatedName(stack.name, record.logicalId, suffixOf(stack.id, record.logicalId, record.generation));
  }

  private nextRequestId(stack: StackRecord): string {
    stack.requests += 1;
    return uuidOf(stack.id, 'request', stack.requests);
  }
}
