import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  RestoreSecretCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { TestAws } from '../support/clients';

const aws = new TestAws();
beforeEach(() => aws.start());
afterEach(() => aws.stop());

const FIRST = 'first-version-of-the-secret-token';
const SECOND = 'second-version-of-the-secret-token';
const create = (Name: string, more: object = {}) =>
  aws.secrets.send(new CreateSecretCommand({ Name, SecretString: 'one', ClientRequestToken: FIRST, ...more }));
const read = (SecretId: string) => aws.secrets.send(new GetSecretValueCommand({ SecretId }));

test('a created secret is read back with the request token as its version id', async () => {
  await create('lab/plain');

  expect(await read('lab/plain')).toMatchObject({ SecretString: 'one', VersionId: FIRST, Name: 'lab/plain' });
});

test('a secret is found by its ARN', async () => {
  const { ARN } = await create('lab/by-arn');

  expect(await read(ARN ?? '')).toMatchObject({ Name: 'lab/by-arn' });
});

test('an unknown secret is ResourceNotFoundException', async () => {
  await expect(read('lab/unknown')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('creating again with the same token and content is idempotent', async () => {
  await create('lab/twice');

  expect(await create('lab/twice')).toMatchObject({ VersionId: FIRST });
});

test('creating again with other content is ResourceExistsException', async () => {
  await create('lab/other');

  await expect(create('lab/other', { SecretString: 'two' })).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
});

const update = (SecretString: string, ClientRequestToken: string, Description?: string) =>
  aws.secrets.send(new UpdateSecretCommand({ SecretId: 'lab/updated', SecretString, ClientRequestToken, Description }));

test('an update writes value and description at once and keeps the version before', async () => {
  await create('lab/updated');
  await update('two', SECOND, 'now two');

  expect(await read('lab/updated')).toMatchObject({ SecretString: 'two', VersionId: SECOND });
  const described = await aws.secrets.send(new DescribeSecretCommand({ SecretId: 'lab/updated' }));
  expect(described).toMatchObject({
    Description: 'now two',
    VersionIdsToStages: { [FIRST]: ['AWSPREVIOUS'], [SECOND]: ['AWSCURRENT'] },
  });
});

test('an update with a used token and other content is refused and changes nothing', async () => {
  await create('lab/updated');
  await update('two', SECOND, 'by the first');

  await expect(update('three', SECOND, 'by the second')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  const described = await aws.secrets.send(new DescribeSecretCommand({ SecretId: 'lab/updated' }));
  expect(described.Description).toBe('by the first');
});

test('a description of more than 2048 characters is refused', async () => {
  await expect(create('lab/long', { Description: 'd'.repeat(2049) })).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('a token shorter than 32 characters is refused', async () => {
  await expect(create('lab/token', { ClientRequestToken: 'short' })).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('a name with a space is refused', async () => {
  await expect(create('lab/a b')).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a secret scheduled for deletion can neither be read nor created, and comes back when restored', async () => {
  await create('lab/gone');
  const deleted = await aws.secrets.send(new DeleteSecretCommand({ SecretId: 'lab/gone', RecoveryWindowInDays: 7 }));
  expect(deleted.DeletionDate).toEqual(new Date('2026-03-11T05:06:07Z'));

  await expect(read('lab/gone')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  await expect(create('lab/gone')).rejects.toMatchObject({ name: 'InvalidRequestException' });

  await aws.secrets.send(new RestoreSecretCommand({ SecretId: 'lab/gone' }));
  expect(await read('lab/gone')).toMatchObject({ SecretString: 'one' });
});

test('a secret keeps the tags that it is created with', async () => {
  await create('lab/tagged', { Tags: [{ Key: 'tier', Value: 'gold' }] });

  const { Tags } = await aws.secrets.send(new DescribeSecretCommand({ SecretId: 'lab/tagged' }));
  expect(Tags).toEqual([{ Key: 'tier', Value: 'gold' }]);
});

const list = (NextToken?: string) =>
  aws.secrets.send(
    new ListSecretsCommand({ MaxResults: 2, NextToken, Filters: [{ Key: 'name', Values: ['lab/list/'] }] }),
  );

test('the list comes in pages, filtered by the beginning of the name', async () => {
  for (const key of ['a', 'b', 'c']) await create(`lab/list/${key}`);
  await create('lab/elsewhere');
  const first = await list();
  const second = await list(first.NextToken);

  expect(first.SecretList?.map(({ Name }) => Name)).toEqual(['lab/list/a', 'lab/list/b']);
  expect(second.SecretList?.map(({ Name }) => Name)).toEqual(['lab/list/c']);
  expect(second.NextToken).toBeUndefined();
});

test('a secret scheduled for deletion is only listed when asked for', async () => {
  await create('lab/planned');
  await aws.secrets.send(new DeleteSecretCommand({ SecretId: 'lab/planned' }));
  const names = async (IncludePlannedDeletion: boolean) =>
    (await aws.secrets.send(new ListSecretsCommand({ IncludePlannedDeletion }))).SecretList?.map(({ Name }) => Name);

  expect(await names(false)).toEqual([]);
  expect(await names(true)).toEqual(['lab/planned']);
});
