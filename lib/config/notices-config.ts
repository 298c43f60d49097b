import type { Brand, SenderSettings } from '../notices/settings';

/** Settings by which an environment sends notices. */
export interface PlatformNoticesConfig extends SenderSettings {
  readonly everyMinutes: number;
}

/** Appearance of the notices to the consumers of a reseller. */
export interface ResellerNoticesConfig {
  readonly language: string;
  readonly brand: Brand;
  readonly kitUrl?: string;
}
