import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  RestoreSecretCommand,
  type SecretListEntry,
  type SecretsManagerClient,
  UpdateSecretCommand,
} from './aws-sdk';
import type { Consumer, LastChange } from '../consumer';
import { changedMeanwhile } from '../errors';
import { nextVersionToken } from '../names';
import type { CredentialsEntry, CredentialsStore, NewCredentials, StoredCredentials } from '../ports';
import { decodeDocument, encodeDescription, encodeDocument } from '../documents/record-codec';
import { answered, explained, isAwsError } from './aws-error';

const FIRST = 'first';

/** Credentials in Secrets Manager. */
export class SecretsManagerCredentials implements CredentialsStore {
  constructor(private readonly client: SecretsManagerClient) {}

  async read(name: string): Promise<StoredCredentials> {
    try {
      const { SecretString = '', VersionId } = await this.client.send(new GetSecretValueCommand({ SecretId: name }));
      const versionId = answered(VersionId, 'secretsmanager:GetSecretValue', 'VersionId');
      return { state: 'stored', versionId, consumer: decodeDocument(name, SecretString) };
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFoundException')) return { state: 'absent' };
      if (isAwsError(error, 'InvalidRequestException')) return { state: 'scheduled' };
      throw explained(error, 'secretsmanager:GetSecretValue');
    }
  }

  async describe(name: string): Promise<CredentialsEntry | undefined> {
    try {
      return entry(await this.client.send(new DescribeSecretCommand({ SecretId: name })));
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
      throw explained(error, 'secretsmanager:DescribeSecret');
    }
  }

  async *list(prefix: string): AsyncIterable<readonly CredentialsEntry[]> {
    let NextToken: string | undefined;
    do {
      const page = await this.client
        .send(
          new ListSecretsCommand({
            Filters: [{ Key: 'name', Values: [prefix] }],
            IncludePlannedDeletion: true,
            MaxResults: 100,
            NextToken,
          }),
        )
        .catch((error: unknown) => {
          throw explained(error, 'secretsmanager:ListSecrets');
        });
      // The service also returns names that contain the prefix elsewhere.
      yield (page.SecretList ?? []).map(entry).filter(({ name }) => name.startsWith(prefix));
      ({ NextToken } = page);
    } while (NextToken !== undefined);
  }

  async create(name: string, consumer: Consumer, { tags, kmsKeyArn, lastChange }: NewCredentials): Promise<void> {
    const command = new CreateSecretCommand({
      Name: name,
      SecretString: encodeDocument(consumer),
      Description: encodeDescription(consumer, lastChange),
      ClientRequestToken: nextVersionToken(name, FIRST),
      KmsKeyId: kmsKeyArn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    await this.change(consumer.consumerKey, 'secretsmanager:CreateSecret', () => this.client.send(command));
  }

  async update(name: string, consumer: Consumer, versionId: string, lastChange: LastChange): Promise<void> {
    const command = new UpdateSecretCommand({
      SecretId: name,
      SecretString: encodeDocument(consumer),
      Description: encodeDescription(consumer, lastChange),
      ClientRequestToken: nextVersionToken(name, versionId),
    });
    await this.change(consumer.consumerKey, 'secretsmanager:UpdateSecret', () => this.client.send(command));
  }

  async scheduleDeletion(name: string, recoveryDays: number): Promise<void> {
    const command = new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: recoveryDays });
    try {
      await this.client.send(command);
    } catch (error) {
      // It is already scheduled.
      if (!isAwsError(error, 'InvalidRequestException')) throw explained(error, 'secretsmanager:DeleteSecret');
    }
  }

  async restore(name: string): Promise<void> {
    const command = new RestoreSecretCommand({ SecretId: name });
    await this.change(name, 'secretsmanager:RestoreSecret', () => this.client.send(command));
  }

  private async change(consumerKey: string, permission: string, send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (isAwsError(error, 'ResourceExistsException', 'InvalidRequestException', 'ResourceNotFoundException')) {
        throw changedMeanwhile(consumerKey, error);
      }
      throw explained(error, permission);
    }
  }
}

function entry({ ARN, Name, Description, LastChangedDate, DeletedDate }: SecretListEntry): CredentialsEntry {
  return {
    name: answered(Name, 'secretsmanager:ListSecrets', 'Name'),
    ...(ARN !== undefined && { arn: ARN }),
    ...(Description !== undefined && { description: Description }),
    ...(LastChangedDate && { lastChangedAt: LastChangedDate }),
    ...(DeletedDate && { deletedAt: DeletedDate }),
  };
}
