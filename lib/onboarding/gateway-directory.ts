import type { GatewayDescriptor } from '../descriptor';

/** A deployed gateway with a descriptor that this version cannot read. */
export interface UnreadGateway {
  readonly resellerId: string;
  readonly reason: 'newer' | 'damaged';
}

/** The descriptors of deployed gateways. */
export interface GatewayDirectory {
  /** Descriptor of a reseller's own gateway; `undefined` when it has none. */
  own(environment: string, reseller: string): Promise<GatewayDescriptor | undefined>;
  /**
   * Every gateway of an environment.
   *
   * @param leaveOut gets a sentence about each gateway whose descriptor cannot be read; without it, the first is an error
   */
  list(
    environment: string,
    leaveOut?: (problem: string, unread: UnreadGateway) => void,
  ): Promise<readonly GatewayDescriptor[]>;
}
