/**
 * The platform's system property *APS OAuth API Gateway URL* of each reseller. Set, the platform accepts that reseller's
 * users only through the gateway it names; not set, only past it (platform documentation, "External API Gateway").
 */
export class GatewayProperty {
  private readonly origins: Map<string, string | undefined>;

  /** @param resellers that the platform knows; the property is not set for any of them */
  constructor(resellers: readonly string[]) {
    this.origins = new Map(resellers.map((reseller) => [reseller, undefined]));
  }

  /** Resellers that the platform knows. */
  get resellers(): readonly string[] {
    return [...this.origins.keys()];
  }

  /** Returns the origin of a reseller's gateway; `undefined` while the property is not set. */
  of(reseller: string): string | undefined {
    return this.origins.get(reseller);
  }

  set(reseller: string, origin: string): void {
    this.origins.set(reseller, origin);
  }

  clear(reseller: string): void {
    this.origins.set(reseller, undefined);
  }
}
