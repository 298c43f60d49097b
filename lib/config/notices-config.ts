import type { Brand, SenderSettings } from '../notices/settings';

/** How an environment sends notices. */
export interface PlatformNoticesConfig extends SenderSettings {
  readonly everyMinutes: number;
}

/** How the notices to the consumers of a reseller look. */
export interface ResellerNoticesConfig {
  readonly language: string;
  readonly brand: Brand;
  readonly kitUrl?: string;
}
