/** One version of a stored secret; its id is the request's ClientRequestToken. */
export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly createdDate: Date;
}

/** A tag as Secrets Manager writes it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A secret of the stand-in with its versions and staging labels. */
export class StoredSecret {
  readonly versions = new Map<string, SecretVersion>();
  readonly tags = new Map<string, string>();
  description: string | undefined;
  current: string | undefined;
  previous: string | undefined;
  /** End of the recovery window if deletion is scheduled. */
  deletedDate: Date | undefined;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly createdDate: Date,
    public lastChangedDate: Date,
  ) {}

  /** Adds a version and moves the labels AWSCURRENT and AWSPREVIOUS as UpdateSecret does. */
  add(version: SecretVersion): void {
    this.versions.set(version.id, version);
    this.previous = this.current;
    this.current = version.id;
  }

  /** The value labelled AWSCURRENT. */
  get currentValue(): string | undefined {
    return this.versions.get(this.current ?? '')?.value;
  }

  /** Id of the version with a staging label. */
  labelled(label: string): string | undefined {
    if (label === 'AWSCURRENT') return this.current;
    return label === 'AWSPREVIOUS' ? this.previous : undefined;
  }

  /** Staging labels of a version; `undefined` for a deprecated one. */
  stages(id: string): string[] | undefined {
    if (id === this.current) return ['AWSCURRENT'];
    if (id === this.previous) return ['AWSPREVIOUS'];
    return undefined;
  }

  /** Description for DescribeSecret and ListSecrets, without the value. */
  describe() {
    const labelled = [...this.versions.keys()].flatMap((id) => {
      const stages = this.stages(id);
      return stages ? [[id, stages] as const] : [];
    });
    return {
      ARN: this.arn,
      Name: this.name,
      Description: this.description,
      CreatedDate: seconds(this.createdDate),
      LastChangedDate: seconds(this.lastChangedDate),
      DeletedDate: this.deletedDate && seconds(this.deletedDate),
      Tags: [...this.tags].map(([Key, Value]): Tag => ({ Key, Value })),
      versions: Object.fromEntries(labelled),
    };
  }
}

/** Epoch seconds, as the JSON services write times. */
export function seconds(date: Date): number {
  return date.getTime() / 1000;
}
