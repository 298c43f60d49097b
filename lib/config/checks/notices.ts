import type { NoticeTemplates } from '../../notices/settings';
import type { EnvironmentConfig } from '../environment';
import type { PlatformDeclaration } from '../shapes/platform-shape';
import type { Declarations } from '../shapes/reseller-shape';
import type { HierarchyProblem } from './hierarchy-problem';

/** Checks that declared notices can be sent, and that they have a recipient. */
export function checkNotices(
  { resellers }: EnvironmentConfig,
  platform: PlatformDeclaration,
  written: Declarations,
): readonly HierarchyProblem[] {
  if (!platform.notices) {
    return [...written].flatMap(([resellerId, { notices }]) =>
      notices
        ? [{ resellerId, path: ['notices'], message: 'needs a clock', allowed: 'notices in platform.yaml as well' }]
        : [],
    );
  }
  const ofMails = checkSenderSettings(platform.notices);
  if (ofMails.length > 0) return ofMails;
  if (platform.notices.from === undefined && (platform.alarms?.emails ?? []).length === 0) {
    const message = 'have neither a sender nor an address';
    return [{ path: ['notices'], message, allowed: 'from, an address verified in SES, or alarms.emails' }];
  }
  if (resellers.some(({ notices }) => notices)) return [];
  return [
    { path: ['notices'], message: 'are sent to no reseller', allowed: 'send: true, here or in a reseller’s file' },
  ];
}

/** Without a sender, notices are published to a topic, which has neither. */
function checkSenderSettings(notices: NonNullable<PlatformDeclaration['notices']>): readonly HierarchyProblem[] {
  if (notices.from !== undefined) return [];
  return (['replyTo', 'configurationSet'] as const)
    .filter((key) => notices[key] !== undefined)
    .map((key) => ({
      path: ['notices', key],
      message: 'has no effect without from',
      allowed: 'nothing, or from, an address verified in SES',
    }));
}

/** Checks that there are templates in the language of every reseller. */
export function checkLanguages(
  { resellers }: EnvironmentConfig,
  templates: NoticeTemplates,
): readonly HierarchyProblem[] {
  return resellers.flatMap(({ id: resellerId, notices }) => {
    if (!notices || Object.hasOwn(templates, notices.language)) return [];
    const message = `there are no templates in the language ${notices.language}`;
    const allowed = `one of: ${Object.keys(templates).join(', ')}; or add files to notices.templates`;
    return [{ resellerId, path: ['notices', 'language'], message, allowed }];
  });
}
