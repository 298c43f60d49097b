import type { ActionTarget, Field } from './action';

/** One field of an action's form. */
export function FieldInput({ field, target }: { field: Field; target: ActionTarget }) {
  const { option, label, kind, hint, required = false, from } = field;
  const initial = from?.(target) ?? '';
  const id = `field-${option}`;
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  if (kind === 'check') {
    return (
      <p class="field check">
        <input
          id={id}
          name={option}
          type="checkbox"
          required={required}
          defaultChecked={initial !== ''}
          {...described}
        />{' '}
        <label for={id}>{label}</label>
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
        <select id={id} name={option} required={required} defaultValue={initial}>
          {initial === '' && <option value="">choose …</option>}
          {target.tiers.map((tier) => (
            <option key={tier} selected={tier === initial}>
              {tier}
            </option>
          ))}
        </select>
      ) : (
        <TextInput kind={kind} id={id} name={option} required={required} defaultValue={initial} {...described} />
      )}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
}

type TextInputProps = Pick<Field, 'kind'> & {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly defaultValue: string;
  readonly 'aria-describedby'?: string;
};

function TextInput({ kind, ...rest }: TextInputProps) {
  if (kind === 'secret') return <input type="password" autocomplete="new-password" {...rest} />;
  if (kind === 'number') return <input type="number" autocomplete="off" {...rest} />;
  return <input type="text" autocomplete="off" spellcheck={false} {...rest} />;
}
