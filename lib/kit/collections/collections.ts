import type { KitModel } from '../kit-model';
import { brunoCollection } from './bruno';
import { httpEnvironment, httpFile } from './http-file';
import { insomniaExport } from './insomnia';
import { postmanCollection } from './postman';

/** A file, or folder, for a program that sends requests by hand. */
interface Collection {
  readonly program: string;
  readonly file: string;
  /** Instructions for using it. */
  readonly how: string;
}

/** Files of the kit, with the programs that read them. */
export const COLLECTIONS: readonly Collection[] = [
  {
    program: 'Postman, newman',
    file: 'collections/postman.json',
    how: 'Import it. Set the variable consumerSecret of the collection, as a current value only.',
  },
  {
    program: 'Bruno 4.1 or newer',
    file: 'collections/bruno/bruno.json',
    how: 'Open the folder. Choose the environment “gateway” and set its secret consumerSecret.',
  },
  {
    program: 'Insomnia',
    file: 'collections/insomnia.json',
    how: 'Import it. Set consumer_secret in the base environment. URL encoding is off in each request: leave it so.',
  },
  {
    program: 'HTTP Client of JetBrains’ IDEs, httpYac',
    file: 'collections/requests.http',
    how: 'Open it. Write consumer_secret into a file http-client.private.env.json next to it.',
  },
];

/** Returns the text of each file, by its name in the kit. */
export function collectionFiles(model: KitModel): Readonly<Record<string, string>> {
  const bruno = Object.entries(brunoCollection(model)).map(([name, text]) => [`collections/bruno/${name}`, text]);
  return {
    'collections/postman.json': postmanCollection(model),
    ...(Object.fromEntries(bruno) as Record<string, string>),
    'collections/insomnia.json': insomniaExport(model),
    'collections/requests.http': httpFile(model),
    'collections/http-client.env.json': httpEnvironment(model),
  };
}
