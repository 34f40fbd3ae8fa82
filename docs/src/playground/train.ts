// Training in the worker: a text, a table and a formula become a model, its summary and a picture of what it learnt.
import { fit, tableFrom } from 'expfam';
import { pictureOf } from './picture.js';
import { readCsv } from './read-csv.js';
import type { LossPoint, TrainedView, TrainingRequest } from './view.js';

export const train = async (
  request: TrainingRequest,
  progress: (point: LossPoint) => void,
): Promise<TrainedView> => {
  const data = readCsv(request.csv);
  const model = await fit(
    request.text,
    { table: tableFrom(data.columns), formula: request.formula },
    {
      l2: request.l2,
      device: request.device,
      solver: request.solver,
      fix: request.fix,
      onProgress: ({ iteration, objective }) => {
        progress({ iteration, objective });
      },
    },
  );
  return {
    summary: model.summary(),
    model: JSON.stringify(model, null, 2),
    picture: pictureOf(model, data, request.formula),
  };
};
