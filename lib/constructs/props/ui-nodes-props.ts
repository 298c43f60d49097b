/** Way from a gateway to the UI nodes. */
export interface UiNodesProps {
  /** HTTPS origin of the UI cluster: https:// and a public host name, with an optional port and no path. */
  readonly brandEndpoint: string;

  /**
   * `httpProxy`: API Gateway forwards requests itself. `lambda`: a function forwards them and keeps RQL characters in the query
   * unescaped.
   *
   * @default 'httpProxy'
   */
  readonly forwarding?: 'httpProxy' | 'lambda';

  /**
   * `canonical`: UI nodes get an Authorization header written from the verified parameters. `asSent`: they get the consumer's own,
   * and headers that two servers could read differently are refused.
   *
   * @default 'canonical'
   */
  readonly authorization?: 'canonical' | 'asSent';

  /**
   * `buffered`: an answer of at most 10 MB of UTF-8 text (6 MB with `forwarding: 'lambda'`) is passed on once it is complete.
   * `streamed`: an answer of any size and type, as it arrives.
   *
   * @default 'buffered'
   */
  readonly answers?: 'buffered' | 'streamed';

  /**
   * Time that a UI node may take for its whole answer; more than 29 needs `answers: 'streamed'` or a raised quota.
   *
   * @default 29
   */
  readonly timeoutSeconds?: number;

  /**
   * The account's service quota for integration timeouts, after AWS raised it; required if timeoutSeconds exceeds 29 and answers are
   * buffered.
   *
   * @default 29
   */
  readonly acknowledgedTimeoutQuotaSeconds?: number;

  /**
   * Client certificate that the gateway presents to UI nodes that request one: `generated`, with a serial such as `generated-2027`,
   * or the ARN of a certificate in ACM, which may be a token. A generated one expires after 365 days; another serial makes a new one.
   *
   * @default - none
   */
  readonly clientCertificate?: string;

  /**
   * The next generated client certificate, made but not presented yet, so that the UI nodes can trust it first.
   *
   * @default - none
   */
  readonly nextClientCertificate?: string;
}
