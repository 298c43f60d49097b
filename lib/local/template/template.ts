/** A CloudFormation template as CDK writes it, as far as the local gateway reads it. */
export interface Template {
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

interface TemplateParameter {
  readonly Type: string;
  readonly Default?: string;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Reports a template that the local gateway cannot serve; the message says what and where. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
