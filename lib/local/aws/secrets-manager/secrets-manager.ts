import { randomBytes, randomUUID } from 'node:crypto';

import { DAY_MS } from '../../../periods';
import { page } from '../page';
import { constraint, ServiceError } from '../service-error';
import { ServiceInput } from '../service-input';
import { matches, type SecretFilter } from './secret-filter';
import { seconds, StoredSecret, type Tag } from './stored-secret';

const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;
/** Name and the suffix of six characters in an ARN. */
const ARN = /^arn:(?:[^:]*:){4}secret:(.+)-[A-Za-z0-9]{6}$/;

/** Secrets Manager in memory, with AWS's rules for names, versions, tokens and scheduled deletion (API reference). */
export class SecretsManagerStandIn {
  /** Every stored secret by name, including those scheduled for deletion. */
  readonly secrets = new Map<string, StoredSecret>();

  constructor(private readonly now: () => Date) {}

  private readonly operations: Readonly<Record<string, (input: ServiceInput) => unknown>> = {
    CreateSecret: (input) => this.create(input),
    GetSecretValue: (input) => this.value(input),
    DescribeSecret: (input) => described(this.find(input)),
    ListSecrets: (input) => this.list(input),
    UpdateSecret: (input) => this.update(input),
    DeleteSecret: (input) => this.delete(input),
    RestoreSecret: (input) => this.restore(input),
  };

  /**
   * Answers one operation.
   * @throws ServiceError as AWS would
   */
  call(operation: string, members: Readonly<Record<string, unknown>>): unknown {
    const run = Object.hasOwn(this.operations, operation) ? this.operations[operation] : undefined;
    if (!run) throw new ServiceError('UnknownOperationException', `secretsmanager:${operation} has no stand-in`);
    return run(new ServiceInput(members));
  }

  private create(input: ServiceInput) {
    const name = requireName(input.text('Name') ?? '');
    const token = versionToken(input);
    const value = input.text('SecretString');
    const description = requireDescription(input.text('Description'));
    const stored = this.secrets.get(name);
    if (stored?.deletedDate) {
      throw invalid("You can't create this secret because a secret with this name is already scheduled for deletion.");
    }
    if (stored) {
      if (value !== undefined && stored.versions.get(token)?.value === value) {
        return { ARN: stored.arn, Name: name, VersionId: token };
      }
      throw exists(`The operation failed because the secret ${name} already exists.`);
    }
    const secret = new StoredSecret(name, newArn(name), this.now(), this.now());
    secret.description = description;
    for (const { Key, Value } of tagsIn(input)) secret.tags.set(Key, Value);
    this.secrets.set(name, secret);
    const added = value !== undefined && this.addVersion(secret, token, value);
    return { ARN: secret.arn, Name: name, ...(added && { VersionId: token }) };
  }

  private update(input: ServiceInput) {
    const secret = this.usable(input);
    const description = requireDescription(input.text('Description'));
    const token = versionToken(input);
    const value = input.text('SecretString');
    const output = { ARN: secret.arn, Name: secret.name };
    if (value !== undefined && this.addVersion(secret, token, value) === 'ignored') {
      return { ...output, VersionId: token };
    }
    if (description !== undefined) secret.description = description;
    secret.lastChangedDate = this.now();
    return value === undefined ? output : { ...output, VersionId: token };
  }

  /** Applies the rule of ClientRequestToken: the same content is ignored, other content is refused. */
  private addVersion(secret: StoredSecret, token: string, value: string): 'added' | 'ignored' {
    const stored = secret.versions.get(token);
    if (stored?.value === value) return 'ignored';
    if (stored) {
      throw exists(
        `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    secret.add({ id: token, value, createdDate: this.now() });
    secret.lastChangedDate = this.now();
    return 'added';
  }

  private value(input: ServiceInput) {
    const secret = this.usable(input);
    const version = secret.versions.get(versionIdIn(secret, input));
    if (!version) throw missing(`Secrets Manager can't find the specified secret value for ${wanted(input)}`);
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: secret.stages(version.id),
      CreatedDate: seconds(version.createdDate),
    };
  }

  private list(input: ServiceInput) {
    const maxResults = input.number('MaxResults') ?? 100;
    if (maxResults < 1 || maxResults > 100) throw constraint('maxResults', 'a number from 1 to 100');
    const filters = input.structures('Filters').map(readFilter);
    const withDeleted = input.flag('IncludePlannedDeletion');
    const found = [...this.secrets.values()].filter(
      (secret) => (withDeleted || !secret.deletedDate) && filters.every((filter) => matches(secret, filter)),
    );
    const { items, next } = page(found, maxResults, input.text('NextToken'));
    const SecretList = items.map((secret) => {
      const { versions, ...entry } = secret.describe();
      return { ...entry, SecretVersionsToStages: versions };
    });
    return { SecretList, NextToken: next };
  }

  private delete(input: ServiceInput) {
    const window = input.number('RecoveryWindowInDays') ?? 30;
    if (window < 7 || window > 30) {
      throw new ServiceError('InvalidParameterException', 'RecoveryWindowInDays value must be between 7 and 30 days.');
    }
    if (input.flag('ForceDeleteWithoutRecovery')) return this.forceDelete(input);
    const secret = this.usable(input);
    secret.deletedDate = new Date(this.now().getTime() + window * DAY_MS);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: seconds(secret.deletedDate) };
  }

  /** Succeeds for a secret that is scheduled for deletion, and for one that does not exist (recorded). */
  private forceDelete(input: ServiceInput) {
    const name = nameIn(input);
    const arn = this.secrets.get(name)?.arn ?? newArn(name);
    this.secrets.delete(name);
    return { ARN: arn, Name: name, DeletionDate: seconds(this.now()) };
  }

  private restore(input: ServiceInput) {
    const secret = this.find(input);
    secret.deletedDate = undefined;
    return { ARN: secret.arn, Name: secret.name };
  }

  private find(input: ServiceInput): StoredSecret {
    const secret = this.secrets.get(nameIn(input));
    if (!secret) throw missing("Secrets Manager can't find the specified secret.");
    return secret;
  }

  /** Finds a secret that is not scheduled for deletion. */
  private usable(input: ServiceInput): StoredSecret {
    const secret = this.find(input);
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

/** Name of the secret that `SecretId` names or whose ARN it is. */
function nameIn(input: ServiceInput): string {
  const id = input.text('SecretId') ?? '';
  return requireName(ARN.exec(id)?.[1] ?? id);
}

/** Id of the version that a request names by id, by staging label or by both; an empty text if there is none. */
function versionIdIn(secret: StoredSecret, input: ServiceInput): string {
  const [id, label] = [input.text('VersionId'), input.text('VersionStage')];
  if (id === undefined) return secret.labelled(label ?? 'AWSCURRENT') ?? '';
  if (label !== undefined && secret.versions.has(id) && secret.labelled(label) !== id) {
    throw invalid('You provided a VersionStage that is not associated to the provided VersionId.');
  }
  return id;
}

function wanted(input: ServiceInput): string {
  const id = input.text('VersionId');
  return id === undefined ? `staging label: ${input.text('VersionStage') ?? 'AWSCURRENT'}` : `VersionId: ${id}`;
}

function readFilter(filter: ServiceInput): SecretFilter {
  return { key: filter.text('Key') ?? 'all', values: filter.texts('Values') ?? [] };
}

function tagsIn(input: ServiceInput): readonly Tag[] {
  return input.structures('Tags').map((tag) => ({ Key: tag.text('Key') ?? '', Value: tag.text('Value') ?? '' }));
}

function newArn(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${randomBytes(3).toString('hex')}`;
}

function requireName(name: string): string {
  if (NAME.test(name)) return name;
  throw new ServiceError(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );
}

function versionToken(input: ServiceInput): string {
  const token = input.text('ClientRequestToken') ?? randomUUID();
  if (token.length < 32 || token.length > 64) throw constraint('clientRequestToken', '32 to 64 characters');
  return token;
}

function requireDescription(description: string | undefined): string | undefined {
  if ((description?.length ?? 0) > 2048) throw constraint('description', 'at most 2048 characters');
  return description;
}

function missing(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}

function exists(message: string): ServiceError {
  return new ServiceError('ResourceExistsException', message);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidRequestException', message);
}
