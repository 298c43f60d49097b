import { isObject } from '../../is-object';
import { NO_VALUE, resolveCondition, resolveValue, type Scope } from './intrinsics';
import { arnOf, generatePhysicalId, nameProperty, type Place } from './physical-id';
import { type Template, TemplateError, type TemplateResource } from './template';

/** A resource as it would exist after a deployment. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** Properties with every intrinsic function replaced. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Values that a stack takes from its environment and from other stacks. */
export interface StackContext {
  readonly place: Place;
  /** Value of an SSM parameter that any stack publishes; `undefined` when none does. */
  parameterValue(name: string): string | undefined;
}

/**
 * One stack of an offline deployment. Values are resolved on demand, so that stacks may read each other's SSM parameters
 * in any order. An unknown reference throws a {@link TemplateError}.
 */
export class Stack {
  private readonly scope: Scope;
  private readonly resolved = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(
    readonly name: string,
    private readonly template: Template,
    private readonly context: StackContext,
    /** Tags that CloudFormation passes on to the resources. */
    readonly tags: Readonly<Record<string, string>> = {},
  ) {
    this.scope = {
      ref: (target) => this.ref(target),
      attribute: (logicalId, attribute) => this.attribute(logicalId, attribute),
      condition: (condition) => this.condition(condition),
      mapping: (map, first, second) => this.template.Mappings?.[map]?.[first]?.[second],
      dynamicReference: (service, reference) => this.dynamicReference(service, reference),
    };
  }

  /** Resources of a type whose condition holds, in the template's order. */
  resourcesOfType(type: string): readonly DeployedResource[] {
    return Object.entries(this.template.Resources)
      .filter(([, resource]) => resource.Type === type && this.exists(resource))
      .map(([logicalId]) => this.resource(logicalId));
  }

  /** Value of the SSM parameter that this stack publishes under a name; `undefined` if there is none. */
  publishedParameter(name: string): string | undefined {
    for (const [logicalId, resource] of Object.entries(this.template.Resources)) {
      if (resource.Type !== 'AWS::SSM::Parameter' || !this.exists(resource)) continue;
      if (this.physicalId(logicalId) === name) return String(this.properties(logicalId)['Value']);
    }
    return undefined;
  }

  private resource(logicalId: string): DeployedResource {
    const { Type } = this.declaration(logicalId);
    return { logicalId, type: Type, physicalId: this.physicalId(logicalId), properties: this.properties(logicalId) };
  }

  private properties(logicalId: string): Readonly<Record<string, unknown>> {
    let properties = this.resolved.get(logicalId);
    if (properties === undefined) {
      const resolved = resolveValue(this.declaration(logicalId).Properties ?? {}, this.scope);
      if (!isObject(resolved)) throw this.error(`the properties of ${logicalId} are not an object`);
      properties = resolved;
      this.resolved.set(logicalId, properties);
    }
    return properties;
  }

  private physicalId(logicalId: string): string {
    const { Type, Properties } = this.declaration(logicalId);
    const property = nameProperty(Type);
    const name = property === undefined ? undefined : resolveValue(Properties?.[property], this.scope);
    return typeof name === 'string' ? name : generatePhysicalId(this.name, logicalId, Type);
  }

  private ref(target: string): unknown {
    if (target.startsWith('AWS::')) return this.pseudoParameter(target);
    const parameter = this.template.Parameters?.[target];
    if (parameter === undefined) {
      const { Type } = this.declaration(target);
      const physicalId = this.physicalId(target);
      return Type === 'AWS::SNS::Topic' ? arnOf(Type, physicalId, this.context.place) : physicalId;
    }
    if (parameter.Default === undefined) throw this.error(`parameter ${target} has no default value`);
    return parameter.Type.startsWith('AWS::SSM::Parameter::Value')
      ? this.parameterValue(parameter.Default)
      : parameter.Default;
  }

  private attribute(logicalId: string, attribute: string): unknown {
    const { Type } = this.declaration(logicalId);
    const physicalId = this.physicalId(logicalId);
    switch (attribute) {
      case 'Arn':
      case 'TopicArn':
        return arnOf(Type, physicalId, this.context.place);
      case 'RootResourceId':
        return generatePhysicalId(this.name, `${logicalId}/`, Type);
      case 'Value':
        return this.properties(logicalId)[attribute] ?? `${physicalId}.${attribute}`;
      default:
        // Ids such as AuthorizerId, DeploymentId and RestApiId equal what Ref returns.
        return attribute.endsWith('Id') ? physicalId : `${physicalId}.${attribute}`;
    }
  }

  private pseudoParameter(name: string): unknown {
    const { accountId, region } = this.context.place;
    switch (name) {
      case 'AWS::AccountId':
        return accountId;
      case 'AWS::Region':
        return region;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.name;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${region}:${accountId}:stack/${this.name}/local`;
      case 'AWS::NoValue':
        return NO_VALUE;
      default:
        throw this.error(`pseudo parameter ${name} is not known`);
    }
  }

  private condition(name: string): boolean {
    const expression = this.template.Conditions?.[name];
    if (expression === undefined) throw this.error(`condition ${name} is not declared`);
    return resolveCondition(expression, this.scope);
  }

  private exists(resource: TemplateResource): boolean {
    return resource.Condition === undefined || this.condition(resource.Condition);
  }

  private dynamicReference(service: string, reference: string): string {
    if (service === 'ssm') return this.parameterValue(reference.split(':')[0] ?? '');
    throw this.error(`{{resolve:${service}:…}} cannot be resolved offline`);
  }

  private parameterValue(name: string): string {
    const value = this.context.parameterValue(name);
    if (value === undefined) throw this.error(`no stack publishes the SSM parameter ${name}`);
    return value;
  }

  private declaration(logicalId: string): TemplateResource {
    const resource = this.template.Resources[logicalId];
    if (resource === undefined) throw this.error(`the template has no resource ${logicalId}`);
    return resource;
  }

  private error(problem: string): TemplateError {
    return new TemplateError(`Stack ${this.name}: ${problem}.`);
  }
}
