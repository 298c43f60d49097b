import type { EnvironmentConfig } from '../../../lib/config/environment';
import { configFiles } from '../../../lib/config/files/config-files';
import { readTemplates } from '../../../lib/config/files/read-templates';
import { resolveAndCheck } from '../../../lib/config/resolve-and-check';
import { PLATFORM, type PlatformDeclaration } from '../../../lib/config/shapes/platform-shape';
import { RESELLER, type ResellerDeclaration } from '../../../lib/config/shapes/reseller-shape';

export type Declared = {
  readonly platform?: Partial<PlatformDeclaration>;
  readonly resellers?: Readonly<Record<string, Partial<ResellerDeclaration>>>;
};

const PLATFORM_BASE = {
  displayName: 'Testing',
  uiNodes: { brandEndpoint: 'https://brand.provider.test' },
  tiers: { standard: { quota: { limit: 7000, period: 'day' }, throttle: { rateLimit: 11, burstLimit: 23 } } },
};

/** An environment named `unit`, with one plain reseller `alpha` unless told otherwise; throws for a bad declaration. */
export function environmentOf({ platform = {}, resellers = { alpha: {} } }: Declared = {}): EnvironmentConfig {
  const declared = Object.entries(resellers).map(
    ([id, reseller]) => [id, RESELLER.parse({ displayName: `Reseller ${id}`, ...reseller })] as const,
  );
  const { config, problems } = resolveAndCheck(
    'unit',
    PLATFORM.parse({ ...PLATFORM_BASE, ...platform }),
    new Map(declared),
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return config.platform.notices
    ? { ...config, noticeTemplates: readTemplates(undefined, configFiles({})).templates }
    : config;
}
