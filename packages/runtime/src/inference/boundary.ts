// Whether a solver stopped because it ran into the edge of the space: a share of successes whose logarithm is 0, a mean that
// is 0 itself. Rows there would still like to go on, so the gradient never vanishes, and no iteration more would help.
import { columnName } from '../plan.js';
import { floats } from '../kernel.js';
import { forEachBlock, outcomesOf } from '../predictor.js';
import type { FitWarning } from '../report.js';
import type { Ending } from './ending.js';

// How near the edge is, relative to 1 + |η|.
const nearness = { f64: 1e-6, f32: 1e-3 } as const;

/** The warning of an end at the edge of the space, or null where the solver stands inside. */
export const boundary = (ending: Ending): FitWarning | null => {
  const rows = edgeRows(ending);
  if (rows.length === 0) return null;
  const columns = columnsOf(ending, rows);
  const { kernels } = ending.problem;
  const link = ending.settings.link ?? kernels.link ?? 'canonical';
  const space = link === 'canonical' ? 'the natural parameter space' : `what the link ${link} admits`;
  return {
    code: 'boundary',
    message: `the likelihood rises up to the edge of ${space} in ${String(rows.length)} of ${String(ending.data.rows)} rows, by ${columns.join(', ')}: there are no standard errors on an edge; another link (--link), or levels put together, may have a maximum inside`,
    columns,
  };
};

/** The rows at the edge that would go beyond it. */
const edgeRows = ({ problem, data, working }: Ending): readonly number[] => {
  const { kernels } = problem;
  const s = kernels.parameters;
  const near = nearness[kernels.precision ?? 'f64'];
  const moved = floats(kernels, s);
  const found: number[] = [];
  forEachBlock(problem, working, (block) => {
    const y = outcomesOf(problem, block);
    const width = y.length / block.rows;
    for (let row = 0; row < block.rows; row++) {
      if (data.weights?.[block.from + row] === 0) continue;
      const eta = block.eta.subarray(row * s, (row + 1) * s);
      const seen = y.subarray(row * width, (row + 1) * width);
      const here = kernels.loss(eta, seen, 1);
      const lossAt = (k: number, step: number): number => {
        moved.set(eta);
        moved[k] = (eta[k] ?? 0) + step * near * (1 + Math.abs(eta[k] ?? 0));
        return kernels.loss(moved, seen, 1);
      };
      const isBound = (k: number, out: 1 | -1): boolean =>
        !Number.isFinite(lossAt(k, out)) && here < lossAt(k, -out);
      const parameters = Array.from({ length: s }, (_, k) => k);
      if (Number.isFinite(here) && parameters.some((k) => isBound(k, 1) || isBound(k, -1)))
        found.push(block.from + row);
    }
  });
  return found;
};

/** What all of these rows have, else what some of them have; the intercept where it is all that they have. */
const columnsOf = ({ data, design }: Ending, rows: readonly number[]): readonly string[] => {
  const { features, x } = data;
  const isIn = (column: number) => (row: number) => x[row * features + column] !== 0;
  const all = Array.from({ length: features }, (_, column) => column);
  const shared = all.filter((column) => rows.every(isIn(column)));
  const found = shared.length > 0 ? shared : all.filter((column) => rows.some(isIn(column)));
  return found.length > 0
    ? found.map((column) => columnName(data, design, design.first + column))
    : ['(Intercept)'];
};
