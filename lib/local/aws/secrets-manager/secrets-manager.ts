import { randomBytes, randomUUID } from 'node:crypto';
import { DAY_MS } from '../../../periods';
import { page } from '../page';
import { matches, type SecretFilter } from './secret-filter';
import { constraint, ServiceError } from '../service-error';
import { seconds, StoredSecret, type Tag } from './stored-secret';

const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

interface SecretRequest {
  readonly SecretId?: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly ClientRequestToken?: string;
  readonly SecretString?: string;
  readonly Tags?: readonly Tag[];
  readonly TagKeys?: readonly string[];
  readonly VersionId?: string;
  readonly VersionStage?: string;
  readonly RecoveryWindowInDays?: number;
  readonly ForceDeleteWithoutRecovery?: boolean;
  readonly SecretIdList?: readonly string[];
  readonly Filters?: readonly SecretFilter[];
  readonly IncludePlannedDeletion?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** Secrets Manager in memory, with AWS's rules for names, versions, tokens and scheduled deletion (API reference). */
export class SecretsManagerStandIn {
  /** Every stored secret by name, those scheduled for deletion included. */
  readonly secrets = new Map<string, StoredSecret>();

  constructor(private readonly now: () => Date) {}

  private readonly operations: Readonly<Record<string, (input: SecretRequest) => unknown>> = {
    CreateSecret: (input) => this.create(input),
    GetSecretValue: (input) => this.value(this.alive(input.SecretId), input),
    BatchGetSecretValue: (input) => this.batch(input),
    DescribeSecret: (input) => described(this.find(input.SecretId)),
    ListSecrets: (input) => this.list(input),
    UpdateSecret: (input) => this.update(input),
    PutSecretValue: (input) => this.put(input),
    TagResource: (input) => this.tag(this.alive(input.SecretId), input.Tags ?? []),
    UntagResource: (input) => this.untag(this.alive(input.SecretId), input.TagKeys ?? []),
    DeleteSecret: (input) => this.delete(input),
    RestoreSecret: (input) => this.restore(input),
  };

  /** Answers one operation; throws a {@link ServiceError} as AWS would. */
  call(operation: string, input: Record<string, unknown>): unknown {
    const run = Object.hasOwn(this.operations, operation) ? this.operations[operation] : undefined;
    if (!run) throw new ServiceError('UnknownOperationException', `secretsmanager:${operation} has no stand-in`);
    return run(input);
  }

  private create(input: SecretRequest) {
    const name = validName(input.Name);
    const token = validToken(input.ClientRequestToken);
    validDescription(input.Description);
    const present = this.secrets.get(name);
    if (present?.deletedDate) {
      throw invalid("You can't create this secret because a secret with this name is already scheduled for deletion.");
    }
    if (present) {
      if (input.SecretString !== undefined && present.versions.get(token)?.value === input.SecretString) {
        return { ARN: present.arn, Name: name, VersionId: token };
      }
      throw exists(`The operation failed because the secret ${name} already exists.`);
    }
    const secret = new StoredSecret(name, arnOf(name), this.now(), this.now());
    secret.description = input.Description;
    this.secrets.set(name, secret);
    this.tag(secret, input.Tags ?? []);
    const added = input.SecretString !== undefined && this.addVersion(secret, token, input.SecretString);
    return { ARN: secret.arn, Name: name, ...(added && { VersionId: token }) };
  }

  private update(input: SecretRequest) {
    const secret = this.alive(input.SecretId);
    validDescription(input.Description);
    const token = validToken(input.ClientRequestToken);
    const answer = { ARN: secret.arn, Name: secret.name };
    if (input.SecretString !== undefined && this.addVersion(secret, token, input.SecretString) === 'ignored') {
      return { ...answer, VersionId: token };
    }
    if (input.Description !== undefined) secret.description = input.Description;
    secret.lastChangedDate = this.now();
    return input.SecretString === undefined ? answer : { ...answer, VersionId: token };
  }

  private put(input: SecretRequest) {
    const secret = this.alive(input.SecretId);
    const token = validToken(input.ClientRequestToken);
    this.addVersion(secret, token, input.SecretString ?? '');
    return { ARN: secret.arn, Name: secret.name, VersionId: token, VersionStages: secret.stages(token) };
  }

  /** The rule of ClientRequestToken: same token and content is ignored, same token with other content is refused. */
  private addVersion(secret: StoredSecret, token: string, value: string): 'added' | 'ignored' {
    const present = secret.versions.get(token);
    if (present?.value === value) return 'ignored';
    if (present) {
      throw exists(
        `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    secret.add({ id: token, value, createdDate: this.now() });
    secret.lastChangedDate = this.now();
    return 'added';
  }

  private value(secret: StoredSecret, input: SecretRequest) {
    const label = input.VersionStage ?? 'AWSCURRENT';
    const id = input.VersionId ?? (label === 'AWSPREVIOUS' ? secret.previous : secret.current);
    const version = id === undefined ? undefined : secret.versions.get(id);
    if (!version) {
      throw missing(`Secrets Manager can't find the specified secret value for staging label: ${label}`);
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: secret.stages(version.id),
      CreatedDate: seconds(version.createdDate),
    };
  }

  private batch({ SecretIdList, Filters, MaxResults = 20, NextToken }: SecretRequest) {
    if ((SecretIdList?.length ?? 0) > 20) throw constraint('secretIdList', 'a list of at most 20');
    const ids = SecretIdList ?? this.filtered(Filters, false).map(({ name }) => name);
    const { items, next } = page(ids, MaxResults, NextToken);
    const SecretValues: unknown[] = [];
    const Errors: unknown[] = [];
    for (const SecretId of items) {
      try {
        SecretValues.push(this.value(this.alive(SecretId), {}));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        Errors.push({ SecretId, ErrorCode: error.code, Message: error.message });
      }
    }
    return { SecretValues, Errors, NextToken: next };
  }

  private list({ Filters, IncludePlannedDeletion = false, MaxResults = 100, NextToken }: SecretRequest) {
    if (MaxResults < 1 || MaxResults > 100) throw constraint('maxResults', 'a number from 1 to 100');
    const { items, next } = page(this.filtered(Filters, IncludePlannedDeletion), MaxResults, NextToken);
    const SecretList = items.map((secret) => {
      const { versions, ...entry } = secret.describe();
      return { ...entry, SecretVersionsToStages: versions };
    });
    return { SecretList, NextToken: next };
  }

  private filtered(filters: readonly SecretFilter[] = [], deleted: boolean): StoredSecret[] {
    return [...this.secrets.values()].filter(
      (secret) => (deleted || !secret.deletedDate) && filters.every((filter) => matches(secret, filter)),
    );
  }

  private tag(secret: StoredSecret, tags: readonly Tag[]): object {
    for (const { Key, Value } of tags) secret.tags.set(Key, Value);
    return {};
  }

  private untag(secret: StoredSecret, keys: readonly string[]): object {
    for (const key of keys) secret.tags.delete(key);
    return {};
  }

  private delete({ SecretId, RecoveryWindowInDays = 30, ForceDeleteWithoutRecovery = false }: SecretRequest) {
    const secret = this.alive(SecretId);
    if (RecoveryWindowInDays < 7 || RecoveryWindowInDays > 30) {
      throw new ServiceError('InvalidParameterException', 'RecoveryWindowInDays value must be between 7 and 30 days.');
    }
    const days = ForceDeleteWithoutRecovery ? 0 : RecoveryWindowInDays;
    secret.deletedDate = new Date(this.now().getTime() + days * DAY_MS);
    if (ForceDeleteWithoutRecovery) this.secrets.delete(secret.name);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: seconds(secret.deletedDate) };
  }

  private restore({ SecretId }: SecretRequest) {
    const secret = this.find(SecretId);
    secret.deletedDate = undefined;
    return { ARN: secret.arn, Name: secret.name };
  }

  private find(id: string | undefined): StoredSecret {
    const name = id?.startsWith('arn:') ? id.split(':').slice(6).join(':').slice(0, -7) : id;
    const secret = name === undefined ? undefined : this.secrets.get(name);
    if (!secret) throw missing("Secrets Manager can't find the specified secret.");
    return secret;
  }

  private alive(id: string | undefined): StoredSecret {
    const secret = this.find(id);
    if (secret.deletedDate) {
      throw invalid("You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }
}

function described(secret: StoredSecret) {
  const { versions, ...description } = secret.describe();
  return { ...description, VersionIdsToStages: versions };
}

function arnOf(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${randomBytes(3).toString('hex')}`;
}

function validName(name: string | undefined): string {
  if (name !== undefined && NAME.test(name)) return name;
  throw new ServiceError(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

function validToken(token: string | undefined): string {
  if (token === undefined) return randomUUID();
  if (token.length < 32 || token.length > 64) throw constraint('clientRequestToken', '32 to 64 characters');
  return token;
}

function validDescription(description: string | undefined): void {
  if ((description?.length ?? 0) > 2048) throw constraint('description', 'at most 2048 characters');
}

const missing = (message: string) => new ServiceError('ResourceNotFoundException', message);
const exists = (message: string) => new ServiceError('ResourceExistsException', message);
const invalid = (message: string) => new ServiceError('InvalidRequestException', message);
