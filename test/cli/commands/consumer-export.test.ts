import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlphaAccount } from '../support/alpha-account';

const alpha = new AlphaAccount();
const { files, onboard, run } = alpha;

describe('an export to a file', () => {
  const file = (name: string) => join(files, name);

  test('has the format of its name, which the import reads', async () => {
    await onboard('crm', 'standard');

    expect(await run(`consumer export alpha -o ${file('named.csv')}`)).toMatchObject({ code: 0 });
    expect((await run(`consumer import alpha ${file('named.csv')}`)).stdout).toMatch(/^1 unchanged$/m);
  });

  test.each([
    ['yaml', 'other.csv', /"import" would read .*other\.csv as csv; expected another file name/],
    ['csv', 'other.txt', /"import" would read .*other\.txt as yaml; expected a file name that ends in \.csv/],
  ])('in %s is refused under the name %s', async (format, name, message) => {
    const { code, stderr } = await run(`consumer export alpha --format ${format} -o ${file(name)}`);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('replaces one that exists only when told to', async () => {
    writeFileSync(file('present.csv'), 'precious');

    expect(await run(`consumer export alpha -o ${file('present.csv')}`)).toMatchObject({ code: 4 });
    expect(readFileSync(file('present.csv'), 'utf8')).toBe('precious');
    expect(await run(`consumer export alpha -o ${file('present.csv')} --overwrite`)).toMatchObject({ code: 0 });
    expect(await run('consumer export alpha -o /dev/null')).toMatchObject({ code: 0 });
    expect(readFileSync(file('present.csv'), 'utf8')).toMatch(/^consumerKey,/);
  });
});
