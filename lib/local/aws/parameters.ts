import { page } from './page';
import { constraint, ServiceError } from './service-error';
import { ServiceInput } from './service-input';

/** Largest page of GetParametersByPath. */
const MAX_RESULTS = 10;

/** Largest value of a parameter of the standard tier, in bytes (PutParameter). */
const MAX_VALUE_BYTES = 4096;

/** SSM parameters: descriptors of gateways, and the results of their verifications. */
export class ParametersStandIn {
  private readonly values = new Map<string, string>();

  /** Sets a parameter, as a deployment would. */
  put(name: string, value: string): void {
    this.values.set(name, value);
  }

  /**
   * Answers one operation (SSM API reference).
   * @throws ServiceError as AWS would
   */
  call(operation: string, members: Readonly<Record<string, unknown>>): unknown {
    const input = new ServiceInput(members);
    if (operation === 'GetParameter') return { Parameter: this.get(input.text('Name') ?? '') };
    if (operation === 'GetParametersByPath') return this.byPath(input);
    if (operation === 'PutParameter') return this.putParameter(input);
    throw new ServiceError('UnknownOperationException', `ssm:${operation} has no stand-in`);
  }

  private get(name: string) {
    const value = this.values.get(name);
    if (value === undefined) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
    return { Name: name, Type: 'String', Value: value, Version: 1 };
  }

  private putParameter(input: ServiceInput) {
    const [name, value] = [input.text('Name') ?? '', input.text('Value') ?? ''];
    if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
      throw new ServiceError(
        'ValidationException',
        `Standard tier parameters support a maximum parameter value of ${MAX_VALUE_BYTES} characters.`,
      );
    if (this.values.has(name) && !input.flag('Overwrite'))
      throw new ServiceError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    this.values.set(name, value);
    return { Tier: 'Standard', Version: 1 };
  }

  private byPath(input: ServiceInput) {
    const maxResults = input.number('MaxResults') ?? MAX_RESULTS;
    if (maxResults < 1 || maxResults > MAX_RESULTS) throw constraint('maxResults', `a number from 1 to ${MAX_RESULTS}`);
    const path = input.text('Path') ?? '/';
    const folder = path.endsWith('/') ? path : `${path}/`;
    const recursive = input.flag('Recursive');
    const names = [...this.values.keys()]
      .filter((name) => name.startsWith(folder) && (recursive || !name.slice(folder.length).includes('/')))
      .toSorted();
    const { items, next } = page(names, maxResults, input.text('NextToken'));
    return { Parameters: items.map((name) => this.get(name)), NextToken: next };
  }
}
