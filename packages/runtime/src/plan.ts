// Which coefficients a fit has to find: all, less those held at zero because the model would not be determined otherwise.
import { conditionOf, nearWarnings } from './collinearity.js';
import type { Dataset } from './dataset.js';
import type { Design } from './design.js';
import type { KernelModule } from './kernel.js';
import { TriangularFactor, aliases } from './linear-algebra/triangular-factor.js';
import type { Alias } from './linear-algebra/triangular-factor.js';
import type { Settings } from './options.js';
import type { FitWarning } from './report.js';

/** The free coefficients and what pulls on them. */
export interface Plan {
  /** `baseline`: the column of the first class is 0. `symmetric`: all K. `plain`: no classes, or K − 1 parameters. */
  readonly form: 'baseline' | 'symmetric' | 'plain';
  /** Flat positions in columns × s. */
  readonly free: Int32Array;
  /** Working columns that the data cannot tell from others. */
  readonly aliased: ReadonlySet<number>;
  /** λ₂ in working units, columns × s. */
  readonly penalty: Float64Array;
  /** λ₁ in working units, likewise; null where there is none. */
  readonly lasso: Float64Array | null;
  /** Of the columns that are not aliased, centred and scaled to one length; null where it was not computed. */
  readonly conditionNumber: number | null;
  readonly warnings: readonly FitWarning[];
}

// A rank check costs 2·rows·columns² operations; beyond this it would outlast the fit.
const rankWork = 4e9;

/** Plans a fit of `design` with the penalties of the settings. */
export const planFit = (
  kernels: KernelModule,
  data: Dataset,
  parts: { design: Design; settings: Settings },
): Plan => {
  const { design, settings } = parts;
  const s = kernels.parameters;
  const penalised = isPenalised(settings);
  const form = kernels.classes !== s || s === 1 ? 'plain' : penalised ? 'symmetric' : 'baseline';
  const checked = design.rows * design.columns ** 2 * 2 <= rankWork;
  const triangle = checked ? triangleOf(data, design) : null;
  const found = penalised || triangle === null ? [] : aliases(triangle, design.columns);
  const aliased = new Set(found.map(({ column }) => column));
  const free = freePositions(design, { s, form, aliased });
  const { penalty, lasso } = penalties(design, settings, s);
  const near = triangle === null ? null : conditionOf(triangle, design.columns, aliased);
  const warnings = [
    ...found.map((alias) => rankWarning(alias, data, design)),
    ...(penalised || checked ? [] : [uncheckedWarning]),
    ...(penalised || near === null ? [] : nearWarnings(near, (column) => columnName(data, design, column))),
  ];
  return {
    form,
    free,
    aliased,
    penalty,
    lasso,
    conditionNumber: near?.number ?? null,
    warnings,
  };
};

const freePositions = (
  design: Design,
  plan: { readonly s: number } & Pick<Plan, 'form' | 'aliased'>,
): Int32Array => {
  const { s, form, aliased } = plan;
  const free: number[] = [];
  for (let column = 0; column < design.columns; column++)
    for (let k = 0; k < s; k++) {
      const held = k === 0 && (form === 'baseline' || (form === 'symmetric' && column < design.first));
      if (!held && !aliased.has(column)) free.push(column * s + k);
    }
  return Int32Array.from(free);
};

/** Whether anything pulls coefficients towards 0. */
export const isPenalised = ({ l1, l2 }: Pick<Settings, 'l1' | 'l2'>): boolean => l1 > 0 || l2 > 0;

// A working coefficient is β·scale, so that a penalty on β counts scale times less there.
const penalties = (design: Design, settings: Settings, s: number): Pick<Plan, 'penalty' | 'lasso'> => {
  const units = Float64Array.from({ length: design.columns * s }, (_, at) => {
    const feature = Math.floor(at / s) - design.first;
    if (feature < 0) return 0;
    const unit = settings.standardise ? (design.deviation[feature] ?? 0) : 1;
    return unit / (design.scale[feature] ?? 1);
  });
  return {
    penalty: units.map((unit) => settings.l2 * unit ** 2),
    lasso: settings.l1 > 0 ? units.map((unit) => settings.l1 * unit) : null,
  };
};

const triangleOf = (data: Dataset, design: Design): Float64Array => {
  const factor = new TriangularFactor(design.columns);
  for (let row = 0; row < design.rows; row++) {
    const weight = data.weights?.[row] ?? 1;
    if (weight > 0) factor.append(design.x, row * design.columns, Math.sqrt(weight));
  }
  return factor.triangle();
};

/** The name of a working column. */
export const columnName = (data: Dataset, design: Design, column: number): string =>
  column < design.first ? '(Intercept)' : (data.names[column - design.first] ?? '');

const rankWarning = (alias: Alias, data: Dataset, design: Design): FitWarning => {
  const name = columnName(data, design, alias.column);
  const others = alias.of.map((column) => columnName(data, design, column));
  const message =
    alias.of.length === 0
      ? `${name} is constant: its coefficient cannot be determined`
      : `${name} is a linear combination of ${others.join(', ')}: its coefficient cannot be determined`;
  return { code: 'rank-deficient', message, columns: [name, ...others] };
};

const uncheckedWarning: FitWarning = {
  code: 'rank-not-checked',
  message: 'the data are too large for a check of linear dependence between columns',
  columns: [],
};
