import type { Mail } from './mail';
import { type DeliveryPorts, MailRefusedError } from './ports';

/** The result of a delivery: `known` if the notice was sent before, or is being sent by another run. */
export type Delivery = 'sent' | 'known' | { readonly failed: string };

/**
 * Sends a notice once: claims it, sends it, and remembers it.
 *
 * A mail service cannot be asked whether it took a mail, so a run that ends between sending and remembering leaves open
 * whether the notice was sent. Its claim lapses, and a later run sends the notice: a second mail does less harm than a
 * consumer that is refused without a warning.
 */
export async function deliver({ mailer, memory }: DeliveryPorts, id: string, mail: Mail): Promise<Delivery> {
  if (!(await memory.claim(id))) return 'known';
  try {
    await mailer.send(mail);
  } catch (error) {
    if (error instanceof MailRefusedError) await memory.release(id);
    return { failed: error instanceof Error ? error.message : String(error) };
  }
  await memory.confirm(id);
  return 'sent';
}
