import { useState } from 'preact/hooks';
import { ActionDialog } from './action-dialog';
import type { Action, ActionTarget } from './action';

interface ActionButtonProps {
  readonly action: Action;
  readonly target: ActionTarget;
  readonly readOnly: boolean;
  /** Called once the action is carried out. */
  readonly done: () => void;
}

/** Opens the form of an action. */
export function ActionButton({ action, target, readOnly, done }: ActionButtonProps) {
  const [open, setOpen] = useState(false);
  const close = (changed: boolean) => {
    setOpen(false);
    if (changed) done();
  };
  return (
    <>
      <button
        type="button"
        class={action.danger ? 'danger' : undefined}
        disabled={readOnly}
        title={readOnly ? 'This console is read-only.' : undefined}
        onClick={() => setOpen(true)}
      >
        {action.label}
      </button>
      {open && <ActionDialog action={action} target={target} close={close} />}
    </>
  );
}
