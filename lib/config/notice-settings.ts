import type { EnvironmentConfig } from './environment';
import type { NoticeSettings } from '../notices/settings';

/** Returns the settings of the function that sends notices; `undefined` if none are declared. */
export function noticeSettings({
  environment,
  platform,
  resellers,
  noticeTemplates,
}: EnvironmentConfig): NoticeSettings | undefined {
  if (!platform.notices || !noticeTemplates) return undefined;
  const { everyMinutes: _clock, ...sender } = platform.notices;
  const notified = resellers.flatMap(({ id, displayName, contacts, notices }) =>
    notices ? [{ id, displayName, contacts, ...notices }] : [],
  );
  return { environment, ...sender, resellers: notified, templates: noticeTemplates };
}
