// Whole fits against R 4.2.2 over the families and links of the contract. The tables, the expected values and the script that
// made them stand in ../reference.
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
  readonly standardErrors: Readonly<Record<string, number>>;
  readonly dispersion: number;
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly dfResidual: number;
  readonly logLikelihood: number;
  readonly aic: number;
}

const pathOf = (file: string): string => fileURLToPath(new URL(`../reference/${file}`, import.meta.url));
const cases = JSON.parse(readFileSync(pathOf('fits.json'), 'utf8')) as readonly Case[];

const far = (found: number | null | undefined, wanted: number): number =>
  Math.abs((found ?? NaN) - wanted) / Math.max(Math.abs(wanted), 1e-12);

describe.each(cases)('$argv: $formula', (wanted) => {
  test('is that of R', async () => {
    const argv = [pathOf(`fits/${wanted.data}.csv`), ...wanted.argv, '--formula', wanted.formula];
    const { out, err, status } = await run(['fit', ...argv, '--format', 'json']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const found = JSON.parse(out) as FitReport;
    const nameOf = (one: { class: string | null; term: string }) =>
      one.class === null ? one.term : `${one.class} ${one.term}`;
    expect(found.coefficients.map(nameOf)).toEqual(Object.keys(wanted.coefficients));
    const distances = [
      ...found.coefficients.flatMap(({ estimate, standardError, ...one }) => [
        [`estimate of ${nameOf(one)}`, far(estimate, wanted.coefficients[nameOf(one)] ?? NaN), 1e-8] as const,
        [
          `error of ${nameOf(one)}`,
          far(standardError, wanted.standardErrors[nameOf(one)] ?? NaN),
          1e-6,
        ] as const,
      ]),
      ...(['deviance', 'nullDeviance', 'logLikelihood', 'aic'] as const).map(
        (name) => [name, far(found[name], wanted[name]), 1e-9] as const,
      ),
      ['dispersion', far(found.dispersion, wanted.dispersion), 1e-8] as const,
      ['dfResidual', far(found.dfResidual, wanted.dfResidual), 0] as const,
    ];
    expect(distances.filter(([, distance, allowed]) => !(distance <= allowed))).toEqual([]);
  });
});
