import { type ApiRoute, PlanChangedError } from '../server/api';
import { actionCommand, plannedSteps, requireActionBody } from './actions';
import { type RunCommand, runToResult } from './run-command';
import { isSamePlan } from './same-plan';

/**
 * `POST /api/actions/:action`: shows a plan, or carries it out. Just before that, the plan is made again: nothing is done
 * if it is no longer the one that was shown.
 */
export function actionRoute(run: RunCommand): ApiRoute {
  return {
    method: 'POST',
    path: '/api/actions/:action',
    changes: true,
    answer: async ({ params: { action = '' }, body, gone }) => {
      const asked = requireActionBody(body);
      if (!asked.dryRun) {
        const planned = await runToResult(run, actionCommand(action, { ...asked, dryRun: true }), gone);
        const steps = plannedSteps(action, planned.result);
        if (!isSamePlan(asked.shown ?? [], steps)) throw new PlanChangedError(steps);
      }
      const { result, notices } = await runToResult(run, actionCommand(action, asked), gone);
      const steps = plannedSteps(action, result);
      return { value: { result: { ...(result as object), steps }, notices } };
    },
  };
}
