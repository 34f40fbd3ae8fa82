// Training in the worker: a text, a table and a formula become a model, its summary and a picture of what it learnt.
import { Problem, fit } from 'expfam';
import { pictureOf } from './picture.js';
import { openTable } from './open-table.js';
import type { LossPoint, TrainedView, TrainingRequest } from './view.js';

const few = 20; // iterations that are all told of
const between = 20; // milliseconds between the others

export const train = async (
  request: TrainingRequest,
  progress: (point: LossPoint) => void,
): Promise<TrainedView> => {
  const data = await openTable(request.file);
  const told = paced(progress);
  const model = await fit(
    request.text,
    { table: data.table, formula: request.formula },
    {
      l2: request.l2,
      device: request.device,
      solver: request.solver,
      fix: request.fix,
      onProgress: ({ iteration, objective }) => {
        told.tell({ iteration, objective });
      },
    },
  );
  told.end();
  return {
    summary: model.summary(),
    model: JSON.stringify(model, null, 2),
    classes: model.kernels.classes ?? model.kernels.columns ?? null,
    picture: pictureOrNone(model, data, request.formula),
  };
};

/** Passes on the first points and the last, and between them no more than the page can draw. */
const paced = (progress: (point: LossPoint) => void) => {
  let sent = 0;
  let held: LossPoint | null = null;
  return {
    tell: (point: LossPoint): void => {
      held = point;
      if (point.iteration > few && performance.now() - sent < between) return;
      sent = performance.now();
      held = null;
      progress(point);
    },
    end: (): void => {
      if (held !== null) progress(held);
    },
  };
};

// A formula may be undefined at the typical values between the rows: then the model is shown without a picture.
const pictureOrNone = (...seen: Parameters<typeof pictureOf>): ReturnType<typeof pictureOf> => {
  try {
    return pictureOf(...seen);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
};
