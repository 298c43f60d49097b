import type { ActionTarget, Field } from './action';

/** One field of an action's form. */
export function FieldInput({ field, target }: { field: Field; target: ActionTarget }) {
  const { option, label, kind, hint, required = false, from } = field;
  const initial = from?.(target) ?? '';
  const id = `field-${option}`;
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  const exactly = field.exactly?.(target);
  const only = exactly === undefined ? {} : { pattern: patternOf(exactly), title: exactly };
  const input = { id, name: option, required, ...described, ...only };
  if (kind === 'check') {
    return (
      <p class="field check">
        <input type="checkbox" defaultChecked={initial !== ''} {...input} /> <label for={id}>{label}</label>
        {hint !== undefined && (
          <span class="hint" id={`${id}-hint`}>
            {' '}
            ({hint})
          </span>
        )}
      </p>
    );
  }
  return (
    <p class="field">
      <label for={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {kind === 'tier' ? (
        <select defaultValue={initial} {...input}>
          {initial === '' && <option value="">choose …</option>}
          {target.tiers.map((tier) => (
            <option key={tier} selected={tier === initial}>
              {tier}
            </option>
          ))}
        </select>
      ) : kind === 'choice' ? (
        <select defaultValue={initial} {...input}>
          {field.choices?.map((choice) => (
            <option key={choice} value={choice} selected={choice === initial}>
              {choice === '' ? 'not given' : choice}
            </option>
          ))}
        </select>
      ) : (
        <TextInput kind={kind} range={field.range ?? []} defaultValue={initial} {...input} />
      )}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}

/** Pattern of a field that accepts one text only. */
function patternOf(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

type TextInputProps = Pick<Field, 'kind'> & {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly defaultValue: string;
  readonly range: NonNullable<Field['range']> | readonly [];
  readonly 'aria-describedby'?: string;
  readonly pattern?: string;
  readonly title?: string;
};

function TextInput({ kind, range: [min, max], ...rest }: TextInputProps) {
  if (kind === 'secret') return <input type="password" autocomplete="new-password" {...rest} />;
  if (kind === 'number') return <input type="number" autocomplete="off" min={min} max={max} {...rest} />;
  return <input type="text" autocomplete="off" spellcheck={false} {...rest} />;
}
