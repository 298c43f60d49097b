/** A host name of the gateway. One of `certificateArn` and `hostedZone` is required. */
export interface DomainProps {
  /** Host name that consumers use. */
  readonly name: string;

  /**
   * ARN of the certificate for the name, which may be a token.
   *
   * @default - a certificate is made and validated in hostedZone
   */
  readonly certificateArn?: string;

  /**
   * Zone for the alias record.
   *
   * @default - no record is made; see dnsTargets of the construct
   */
  readonly hostedZone?: HostedZoneProps;

  /**
   * Security policy, the same for all domains of the gateway.
   *
   * @default - that of the first domain, otherwise SecurityPolicy_TLS13_1_2_2021_06; TLS_1_2 with mutualTls
   */
  readonly tlsPolicy?:
    | 'TLS_1_2'
    | 'SecurityPolicy_TLS13_1_2_2021_06'
    | 'SecurityPolicy_TLS13_1_2_PQ_2025_09'
    | 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09'
    | 'SecurityPolicy_TLS13_1_3_2025_09'
    | 'SecurityPolicy_TLS13_1_3_FIPS_2025_09';
}

/** A zone in Route 53. */
export interface HostedZoneProps {
  /** Id of the zone, which may be a token. */
  readonly id: string;

  /** Name of the zone. */
  readonly name: string;
}

/** Client certificates that consumers must present. */
export interface MutualTlsProps {
  /** `s3://bucket/key` of a file with the trusted certificate authorities; bucket and key may be tokens. */
  readonly truststore: string;

  /**
   * Version of that object, which may be a token. Without it, no deployment would notice a replaced file, and a removed authority
   * would stay trusted.
   */
  readonly version: string;

  /**
   * ARN of a certificate issued by ACM that proves ownership of the domains, which may be a token.
   *
   * @default - none; required if certificateArn is imported or issued by a private CA
   */
  readonly ownershipCertificateArn?: string;
}
