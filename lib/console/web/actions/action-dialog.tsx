import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActionBody, CommandResult, StepView } from '../../contract';
import { CallError, post } from '../call';
import { Notice } from '../parts/notice';
import { calls, readableTimes } from '../parts/text';
import { FieldInput } from './field-input';
import { type Action, type ActionTarget, describingFields, fieldsOf } from './action';
import { formWords } from './form-words';

interface Plan {
  readonly body: ActionBody;
  readonly steps: readonly StepView[];
}

/** Result of an action that was carried out. */
interface Outcome {
  readonly steps: readonly StepView[];
  readonly notices: readonly string[];
  /** Of a bulk change: what became of each consumer, with the reason where it was refused. */
  readonly results?: readonly { readonly consumerKey: string; readonly outcome: string; readonly reason?: string }[];
  /** Of an offboarding. */
  readonly usage?: readonly { readonly consumerKey: string; readonly calls: number }[];
}

interface ActionDialogProps {
  readonly action: Action;
  readonly target: ActionTarget;
  readonly close: (changed: boolean) => void;
}

/** An action in three steps: fill in, look at the plan, carry it out. */
export function ActionDialog({ action, target, close }: ActionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [plan, setPlan] = useState<Plan>();
  const [done, setDone] = useState<Outcome>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const inForm = (message: string) => formWords(message, fieldsOf(action, target));
  const run = async (body: ActionBody) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { result, notices } = await post<CommandResult<Omit<Outcome, 'notices'>>>(
        `/api/actions/${action.name}`,
        body,
      );
      if (body.dryRun) setPlan({ body, steps: result.steps });
      else setDone({ ...result, notices: notices.map(inForm) });
    } catch (error) {
      setProblem(error instanceof CallError ? inForm(error.message) : String(error));
      if (error instanceof CallError && error.failure.plan) setPlan({ body, steps: error.failure.plan });
    }
    setBusy(false);
  };

  return (
    <dialog ref={dialog} aria-labelledby="action" onClose={() => close(done !== undefined)}>
      <Title label={action.label} consumerKey={target.consumerKey} />
      {done ? (
        <Done outcome={done} close={() => dialog.current?.close()} />
      ) : plan ? (
        <PlanStep
          plan={plan}
          problem={problem}
          danger={action.danger === true}
          busy={busy}
          back={() => setPlan(undefined)}
          apply={() => void run({ ...plan.body, dryRun: false, shown: plan.steps })}
        />
      ) : (
        <Form
          action={action}
          target={target}
          problem={problem}
          busy={busy}
          cancel={() => dialog.current?.close()}
          show={(body) => (isUnchanged(action, body) ? setProblem(UNCHANGED) : void run(body))}
        />
      )}
    </dialog>
  );
}

function Title({ label, consumerKey }: { label: string; consumerKey: string | undefined }) {
  return (
    <h2 id="action">
      {label} {consumerKey !== undefined && <code>{consumerKey}</code>}
    </h2>
  );
}

const UNCHANGED = 'Nothing was changed: fill in, change or empty a field first.';

/** A form of facts and rules in which nothing was changed; suspending takes no fields at all. */
function isUnchanged({ describesConsumer = false }: Action, { options }: ActionBody): boolean {
  return describesConsumer && Object.keys(options).length === 0;
}

interface FormProps {
  readonly action: Action;
  readonly target: ActionTarget;
  readonly problem: string | undefined;
  readonly busy: boolean;
  readonly cancel: () => void;
  readonly show: (body: ActionBody) => void;
}

function Form({ action, target, problem, busy, cancel, show }: FormProps) {
  const rules = action.describesConsumer ? describingFields(target, true) : [];
  const others = fieldsOf(action, target).filter((field) => rules.every(({ option }) => option !== field.option));
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    show(bodyOf(action, target, new FormData(event.currentTarget)));
  };
  return (
    <form onSubmit={submit} autocomplete="off">
      {action.explanation !== undefined && <p>{action.explanation}</p>}
      {others.map((field) => (
        <FieldInput key={field.option} field={field} target={target} />
      ))}
      {rules.length > 0 && (
        <details open={rules.some(({ from }) => from?.(target) !== '')}>
          <summary>Rules: when, from where and what it may call</summary>
          {rules.map((field) => (
            <FieldInput key={field.option} field={field} target={target} />
          ))}
        </details>
      )}
      <Foot problem={problem}>
        <button type="button" onClick={cancel}>
          Cancel
        </button>
        <button type="submit" class="primary" disabled={busy}>
          {busy ? 'Planning …' : 'Show the plan'}
        </button>
      </Foot>
    </form>
  );
}

/** Buttons that stay in sight, and above them what went wrong. */
function Foot({ problem, children }: { problem?: string | undefined; children: ComponentChildren }) {
  return (
    <div class="foot">
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      <div class="buttons">{children}</div>
    </div>
  );
}

interface PlanStepProps {
  readonly plan: Plan;
  readonly problem: string | undefined;
  readonly danger: boolean;
  readonly busy: boolean;
  readonly back: () => void;
  readonly apply: () => void;
}

function PlanStep({ plan: { steps }, problem, danger, busy, back, apply }: PlanStepProps) {
  const nothing = steps.length === 0;
  return (
    <>
      <p tabIndex={-1} ref={(text) => text?.focus()}>
        {nothing ? 'Nothing to do: everything is already so.' : 'This will be done, in this order:'}
      </p>
      <ol class="plan">
        {steps.map(({ target, detail }, index) => (
          <li key={index}>
            {readableTimes(detail)} <code>{target}</code>
          </li>
        ))}
      </ol>
      <Foot problem={problem}>
        <button type="button" onClick={back}>
          Back
        </button>
        <button type="button" class={danger ? 'primary danger' : 'primary'} disabled={busy || nothing} onClick={apply}>
          {busy ? 'Carrying out …' : 'Carry it out'}
        </button>
      </Foot>
    </>
  );
}

function Done({ outcome, close }: { outcome: Outcome; close: () => void }) {
  const { notices, results = [], usage = [] } = outcome;
  const refused = results.filter(({ reason }) => reason !== undefined);
  const prepared = results.some(({ outcome: became }) => became === 'prepared');
  return (
    <>
      {refused.length === 0 ? (
        <Notice kind="done">Done.</Notice>
      ) : (
        <Notice kind="error">Done, except for these:</Notice>
      )}
      <ul>
        {results.map(({ consumerKey, outcome: became, reason }) => (
          <li key={consumerKey}>
            <code>{consumerKey}</code> {became}
            {reason !== undefined && `: ${reason}`}
          </li>
        ))}
        {usage.map((one) => (
          <li key={one.consumerKey}>Final usage: {calls(one.calls)}</li>
        ))}
      </ul>
      {prepared && (
        <p>
          Prepared consumers keep their API keys while the new ones may not work everywhere: do the same again after
          five minutes.
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      <Foot>
        <button type="button" class="primary" onClick={close} ref={(button) => button?.focus()}>
          Close
        </button>
      </Foot>
    </>
  );
}

/** Options of the command: fields that differ from what they held at first, and those that are required. */
function bodyOf(action: Action, target: ActionTarget, form: FormData): ActionBody {
  const { reseller, consumerKey } = target;
  const secret = form.get('secret');
  const options: Record<string, string | true> = {};
  for (const { option, kind, from, required } of fieldsOf(action, target)) {
    const value = form.get(option);
    if (kind === 'secret' || value === null) continue;
    if (kind === 'check') options[option] = true;
    else if (typeof value === 'string' && (required || value.trim() !== (from?.(target) ?? '')))
      options[option] = value.trim();
  }
  return {
    ...(reseller !== undefined && { reseller }),
    ...(consumerKey !== undefined && { consumerKey }),
    options,
    ...(typeof secret === 'string' && { secret }),
    dryRun: true,
  };
}
