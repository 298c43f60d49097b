/** A VPC endpoint through which an internal audience calls. */
export interface VpcEndpointProps {
  /** Id of a VPC endpoint for execute-api, which may not be a token: it is part of logical ids. */
  readonly id: string;

  /**
   * True if it belongs to another AWS account, which associates it with the domains itself.
   *
   * @default false
   */
  readonly otherAccount?: boolean;
}
