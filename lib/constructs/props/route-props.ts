/** HTTP method of a route. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';

/** A path whose requests reach the UI nodes. */
export interface RouteProps {
  /** Path below /aps/2. It covers everything below it as well. */
  readonly path: string;

  /**
   * Methods that reach the UI nodes. HEAD is possible only with GET.
   *
   * @default - all except HEAD
   */
  readonly methods?: readonly Method[];

  /**
   * HTTPS origin of other UI nodes for this route. They verify the same signatures.
   *
   * @default - that of uiNodes
   */
  readonly brandEndpoint?: string;
}

/** Operations that consumers can be given by one name. */
export interface OperationGroupProps {
  /** Only consumers of this security level or a higher one get the group; A is the highest. */
  readonly level: 'A' | 'B' | 'C';

  /** Methods and paths that the consumers of the group may call. */
  readonly operations: readonly OperationProps[];

  /**
   * Entries for Allowed Operations of the platform's users.
   *
   * @default - none
   */
  readonly platformOperations?: readonly PlatformOperationProps[];
}

/** An operation that consumers may call. */
export interface OperationProps {
  /** Pattern of requested paths: * stands for a segment or a part of it, a final /** for everything below. */
  readonly path: string;

  /**
   * Methods of the operation.
   *
   * @default - all that the routes serve
   */
  readonly methods?: readonly Method[];
}

/** An entry of Allowed Operations on the platform. */
export interface PlatformOperationProps {
  /** Id of the APS type that exposes the operations, without its version. */
  readonly type: string;

  /** Verb of the operations. */
  readonly verb: Exclude<Method, 'HEAD'>;
}
