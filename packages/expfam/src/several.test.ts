// Families with a linear predictor for each natural parameter, by the command, against 40 digits: links of single parameters,
// offsets, weights, ridge, bias reduction, profile intervals. The expected values and their script stand in ../reference.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FitReport } from '@expfam/runtime';
import { run } from './command/run.fixture.js';

interface Case {
  readonly data: string;
  readonly formula: string;
  readonly argv: readonly string[];
  readonly coefficients: Readonly<Record<string, number>>;
  readonly standardErrors: Readonly<Record<string, number>> | null;
  readonly intervals?: Readonly<Record<string, readonly [number, number]>>;
  readonly logLikelihood: number;
  readonly aic: number | null;
  readonly objective: number | null;
}

const pathOf = (file: string): string => fileURLToPath(new URL(`../reference/${file}`, import.meta.url));
const cases = JSON.parse(readFileSync(pathOf('several.json'), 'utf8')) as readonly Case[];

const far = (found: number | null | undefined, wanted: number): number =>
  Math.abs((found ?? NaN) - wanted) / Math.max(Math.abs(wanted), 1e-12);

const fitOf = async ({ data, formula, argv }: Case): Promise<FitReport> => {
  const all = [pathOf(`fits/${data}.csv`), ...argv, '--formula', formula, '--format', 'json'];
  const { out, err, status } = await run(['fit', ...all]);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as FitReport;
};

describe.each(cases)('$argv: $formula', (wanted) => {
  test('is the optimum, with its errors', async () => {
    const found = await fitOf(wanted);
    const nameOf = ({ parameter, term }: { parameter: string; term: string }) => `${parameter} ${term}`;
    expect(found.coefficients.map(nameOf)).toEqual(Object.keys(wanted.coefficients));
    const { standardErrors, intervals } = wanted;
    const distances = [
      ...found.coefficients.flatMap(({ estimate, standardError, interval, ...rest }) => {
        const name = nameOf(rest);
        return [
          [`estimate of ${name}`, far(estimate, wanted.coefficients[name] ?? NaN), 1e-8] as const,
          [`error of ${name}`, far(standardError, standardErrors?.[name] ?? NaN), 1e-6] as const,
          [`lower end of ${name}`, far(interval?.[0], intervals?.[name]?.[0] ?? NaN), 1e-6] as const,
          [`upper end of ${name}`, far(interval?.[1], intervals?.[name]?.[1] ?? NaN), 1e-6] as const,
        ].slice(0, standardErrors === null ? 1 : intervals === undefined ? 2 : 4);
      }),
      ...(['logLikelihood', 'aic', 'objective'] as const)
        .filter((name) => wanted[name] !== null)
        .map((name) => [name, far(found[name], wanted[name] ?? NaN), 1e-9] as const),
    ];
    expect(distances.filter(([, distance, allowed]) => !(distance <= allowed))).toEqual([]);
    expect(
      found.coefficients.every(({ standardError }) => (standardError === null) === (standardErrors === null)),
    ).toBe(true);
  });
});
