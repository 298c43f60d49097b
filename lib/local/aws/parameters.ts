import { page } from './page';
import { constraint, ServiceError } from './service-error';

/** Page size that GetParametersByPath allows. */
const MAX_RESULTS = 10;

interface ByPathRequest {
  readonly Path?: string;
  readonly Recursive?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** SSM's parameters, as far as gateways publish their descriptors in them. */
export class ParametersStandIn {
  private readonly values = new Map<string, string>();

  /** Seeds a parameter, as a deployment would. */
  put(name: string, value: string): void {
    this.values.set(name, value);
  }

  /** Removes a parameter, as the deletion of a stack would. */
  remove(name: string): void {
    this.values.delete(name);
  }

  /** Answers one operation (SSM API reference). */
  call(operation: string, input: Record<string, unknown>): unknown {
    if (operation === 'GetParameter') return { Parameter: this.get(String(input.Name)) };
    if (operation === 'GetParametersByPath') return this.byPath(input);
    throw new ServiceError('UnknownOperationException', `ssm:${operation} has no stand-in`);
  }

  private get(name: string) {
    const value = this.values.get(name);
    if (value === undefined) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
    return { Name: name, Type: 'String', Value: value, Version: 1 };
  }

  private byPath({ Path = '/', Recursive = false, MaxResults = MAX_RESULTS, NextToken }: ByPathRequest) {
    if (MaxResults < 1 || MaxResults > MAX_RESULTS) throw constraint('maxResults', `a number from 1 to ${MAX_RESULTS}`);
    const folder = Path.endsWith('/') ? Path : `${Path}/`;
    const names = [...this.values.keys()]
      .filter((name) => name.startsWith(folder) && (Recursive || !name.slice(folder.length).includes('/')))
      .toSorted();
    const { items, next } = page(names, MaxResults, NextToken);
    return { Parameters: items.map((name) => this.get(name)), NextToken: next };
  }
}
