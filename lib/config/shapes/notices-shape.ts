import { z } from 'zod';
import { object, PRINTABLE, text, whole } from './vocabulary';

const MAIL = text(/^[\w.+-]{1,64}@(?:[a-z0-9-]+\.)+[a-z]{2,}$/i, 'an email address');

const LANGUAGE = text(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'a language such as en, de or pt-BR');

/** Keys that a reseller's file has as well. */
const SHARED = {
  send: z.boolean({ error: 'true or false' }).exactOptional(),
  language: LANGUAGE.exactOptional(),
  brand: object({
    name: PRINTABLE.exactOptional().describe(
      "Sender's name, and name in the text. Default: displayName of the platform.",
    ),
    support: PRINTABLE.exactOptional().describe('Address, URL or telephone number of the support. Default: none.'),
    color: text(/^#[0-9a-fA-F]{6}$/, 'a colour such as #1f4e79')
      .exactOptional()
      .describe('Colour of the heading. Default: #1f4e79.'),
  }).exactOptional(),
  kitUrl: text(
    /^https:\/\/[!-~]{1,500}$/,
    'an https address, in which {reseller} and {consumerKey} stand for their values',
  )
    .exactOptional()
    .describe(
      'Address of the welcome kit that the first notice links to; {reseller} and {consumerKey} stand for their values. Default: no link.',
    ),
};

/** `notices` of platform.yaml. */
export const PLATFORM_NOTICES = object({
  send: SHARED.send.describe('false: only resellers whose files set it to true get notices. Default: true.'),
  everyMinutes: whole(15, 1440, 'minutes')
    .exactOptional()
    .describe('Minutes from one look for notices to the next. Default: 60.'),
  from: MAIL.exactOptional().describe(
    'Address of the sender, verified in Amazon SES in the Region of the environment. Default: notices go to the addresses of alarms.',
  ),
  replyTo: MAIL.exactOptional().describe('Address for answers. Default: the sender.'),
  configurationSet: text(/^[A-Za-z0-9_-]{1,64}$/, 'the name of an SES configuration set')
    .exactOptional()
    .describe('SES configuration set, which records bounces and complaints. Default: none.'),
  templates: text(/^[^\s/\\][^\s\\]{0,200}$/, "a folder, as a path from the environment's own folder")
    .exactOptional()
    .describe(
      "Folder with templates of your own, <notice>.<language>.txt, as a path from the environment's folder. Default: the package's own, in English.",
    ),
  language: SHARED.language.describe('Language of the notices. Default: en.'),
  brand: SHARED.brand.describe('How the mails look.'),
  kitUrl: SHARED.kitUrl,
})
  .exactOptional()
  .describe(
    'Sends notices to the contacts of consumers and resellers (docs/how-to/notify-contacts.md). Default: none.',
  );

/** `notices` of a reseller's file. */
export const RESELLER_NOTICES = object({
  send: SHARED.send.describe("true if its consumers get notices. Default: the parent's or the platform's."),
  language: SHARED.language.describe("Language of the notices. Default: the parent's or the platform's."),
  brand: SHARED.brand.describe("How the mails look. Keys that are left out are the parent's or the platform's."),
  kitUrl: SHARED.kitUrl,
})
  .exactOptional()
  .describe("Overrides the platform's notices.");
