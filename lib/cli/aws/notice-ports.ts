import { noticeDelivery } from '../../notices/adapters/notice-delivery';
import { noticeTableName } from '../../notices/memory-table';
import type { DeliveryPorts } from '../../notices/ports';
import type { NoticeSettings } from '../../notices/settings';
import type { CommonOptions } from '../context';
import type { CliIo } from '../io';
import { connectionSettings } from './connection';

/**
 * Ports over SDK clients that send and remember the notices of an environment.
 *
 * @throws OnboardingError as `connectionSettings` does
 */
export async function noticePorts(options: CommonOptions, settings: NoticeSettings, io: CliIo): Promise<DeliveryPorts> {
  const config = await connectionSettings(options, settings.environment, io);
  return noticeDelivery(config, settings, { table: noticeTableName(settings.environment), now: () => io.now() });
}
