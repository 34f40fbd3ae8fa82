// The report as text, in the shape that users of R know.
import type { CoefficientReport, FitReport } from './report.js';

/** The summary of a fit. */
export const summarise = (report: FitReport, classes: readonly string[] | null): string =>
  [
    heading(report),
    coefficientLines(report),
    statisticLines(report),
    classifierLines(report, classes),
    validationLines(report),
    nestedLines(report),
    warningLines(report),
  ]
    .filter((block) => block !== '')
    .join('\n\n');

const heading = (report: FitReport): string => {
  const formula = report.formula === null ? '' : `${report.formula}\n`;
  const dropped = report.rowsDropped > 0 ? `, ${String(report.rowsDropped)} dropped` : '';
  return `${formula}family ${report.family}, link ${report.link}, ${String(report.rows)} rows${dropped}`;
};

const coefficientLines = (report: FitReport): string => {
  const several = new Set(report.coefficients.map(({ parameter }) => parameter)).size > 1;
  const header = ['', 'estimate', 'std. error', report.statistic, `P(>|${report.statistic}|)`, ''];
  const rows = report.coefficients.map((coefficient) => [
    several ? `${coefficient.class ?? coefficient.parameter}: ${coefficient.term}` : coefficient.term,
    coefficient.estimate === null ? 'NA' : number(coefficient.estimate),
    optional(coefficient.standardError, number),
    optional(coefficient.statistic, (value) => value.toFixed(3)),
    optional(coefficient.pValue, probability),
    stars(coefficient),
  ]);
  return `coefficients\n${align([header, ...rows])}`;
};

/** Columns padded to their widest cell: names to the left, numbers to the right, empty columns left out. */
const align = (rows: readonly (readonly string[])[]): string => {
  const used = (rows[0] ?? [])
    .map((_, column) => column)
    .filter((column) => rows.slice(1).some((row) => row[column] !== ''));
  const widths = new Map(
    used.map((column) => [column, Math.max(...rows.map((row) => (row[column] ?? '').length))]),
  );
  return rows
    .map((row) =>
      used
        .map((column) => {
          const cell = row[column] ?? '';
          const width = widths.get(column) ?? 0;
          return column === 0 || column === row.length - 1 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
};

const statisticLines = (report: FitReport): string => {
  const lines: (readonly [string, string] | null)[] = [
    named(
      'deviance',
      report.deviance,
      (value) => `${number(value)} on ${String(report.dfResidual)} degrees of freedom`,
    ),
    named(
      'null deviance',
      report.nullDeviance,
      (value) => `${number(value)} on ${String(report.dfNull)} degrees of freedom`,
    ),
    named('dispersion', report.dispersion, (value) =>
      report.statistic === 'z' ? '1 (fixed)' : number(value),
    ),
    named('log-likelihood', report.logLikelihood, number),
    named('AIC', report.aic, number),
    penaltyLine(report),
    ['objective', number(report.objective)],
    ['solver', solverLine(report)],
  ];
  const kept = lines.filter((line) => line !== null);
  const width = Math.max(...kept.map(([name]) => name.length));
  return kept.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
};

const penaltyLine = ({ l1, l2, path, biasReduction }: FitReport): readonly [string, string] | null => {
  if (biasReduction) return ['penalty', "Firth's bias reduction"];
  const parts = [l1 > 0 ? `λ₁ = ${number(l1)}` : '', l2 > 0 ? `λ₂ = ${number(l2)}` : ''];
  const shown = parts.filter((part) => part !== '').join(', ');
  if (shown === '') return null;
  return ['penalty', path === null ? shown : `${shown}, the last of ${String(path.length)}`];
};

const solverLine = (report: FitReport): string => {
  const end = report.converged ? 'converged' : `NOT CONVERGED (${report.reason})`;
  return `${report.solver} on ${report.device}, ${String(report.iterations)} ${report.iterations === 1 ? 'iteration' : 'iterations'}, ${end}, gradient ${report.gradientNorm.toExponential(1)}`;
};

const classifierLines = (report: FitReport, classes: readonly string[] | null): string => {
  if (report.accuracy === null || report.confusion === null) return '';
  const table = report.confusion;
  const names = table.map((_, k) => classes?.[k] ?? String(k));
  const cells = table.map((row, k) => [
    names[k] ?? '',
    ...row.map((count) => String(Number(count.toPrecision(6)))),
    '',
  ]);
  return [
    `accuracy  ${report.accuracy.toFixed(4)}`,
    `log loss  ${report.logLoss === null ? '' : number(report.logLoss)}`,
    'confusion matrix (observed in rows, predicted in columns)',
    align([['', ...names, ''], ...cells]),
  ].join('\n');
};

const validationLines = ({ crossValidation, holdout }: FitReport): string => {
  const lines: string[] = [];
  if (crossValidation !== null) {
    const { folds, meanLoss, standardError, accuracy } = crossValidation;
    const right = accuracy === null ? '' : `, accuracy ${accuracy.toFixed(4)}`;
    lines.push(
      `cross-validation  mean loss ${number(meanLoss)} ± ${number(standardError)} in ${String(folds)} folds${right}`,
    );
  }
  if (holdout !== null) {
    const right = holdout.accuracy === null ? '' : `, accuracy ${holdout.accuracy.toFixed(4)}`;
    lines.push(
      `held out          mean loss ${number(holdout.meanLoss)} in ${String(holdout.rows)} rows${right}`,
    );
  }
  return lines.join('\n');
};

const nestedLines = ({ against }: FitReport): string => {
  if (against === null) return '';
  const { formula, df, difference, test, statistic, pValue } = against;
  const name = test === 'F' ? 'F' : 'χ²';
  return [
    `analysis of deviance against ${formula ?? 'a nested model'}`,
    `  deviance ${number(difference)} on ${String(df)} degrees of freedom, ${name} = ${number(statistic)}, p ${probability(pValue).replace(/^(?=[^<])/, '= ')}`,
  ].join('\n');
};

const warningLines = (report: FitReport): string =>
  report.warnings.map(({ code, message }) => `warning: ${code}: ${message}`).join('\n');

const named = (
  name: string,
  value: number | null,
  show: (value: number) => string,
): readonly [string, string] | null => (value === null ? null : [name, show(value)]);

const optional = (value: number | null, show: (value: number) => string): string =>
  value === null ? '' : show(value);

/** Six significant digits, in the plain form where that is readable. */
const number = (value: number): string => {
  const size = Math.abs(value);
  if (size === 0) return '0';
  return size < 1e-4 || size >= 1e9 ? value.toExponential(4) : value.toPrecision(size >= 1e6 ? 9 : 6);
};

const probability = (value: number): string =>
  value < 2e-16 ? '<2e-16' : value < 1e-4 ? value.toExponential(2) : value.toFixed(4);

const stars = ({ pValue }: CoefficientReport): string =>
  pValue === null
    ? ''
    : pValue < 0.001
      ? '***'
      : pValue < 0.01
        ? '**'
        : pValue < 0.05
          ? '*'
          : pValue < 0.1
            ? '.'
            : '';
