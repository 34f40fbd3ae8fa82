// The saved form of a model, expfam/model@1, and the reader that trusts no file.
import { Problem } from './problems.js';
import type { FitReport } from './report.js';

/** Covariances of the free coefficients, row-major. */
export interface CovarianceJson {
  readonly positions: readonly number[];
  /** What the standard errors are made of. */
  readonly values: readonly number[];
  /** The inverse information at unit dispersion. */
  readonly unit: readonly number[];
}

/** A model as data, in the schema expfam/model@1. */
export interface ModelJson {
  readonly schema: 'expfam/model@1';
  readonly family: string;
  /** K of a categorical family, or null. */
  readonly classCount: number | null;
  /** s. */
  readonly parameters: number;
  /** The names of the features. */
  readonly names: readonly string[];
  /** The names of the classes, or null. */
  readonly classes: readonly string[] | null;
  readonly intercept: boolean;
  /** Coefficients of the original columns, the intercept first: columns × s; 0 where there is no estimate. */
  readonly weights: readonly number[];
  /** Of the free coefficients, whose places in `weights` are listed; null where there are no standard errors. */
  readonly covariance: CovarianceJson | null;
  readonly fit: FitReport;
  /** The caller's, unread. */
  readonly design: unknown;
}

/** @throws Problem foreign-model */
export const readModel = (json: unknown): ModelJson => {
  if (!isRecord(json) || json['schema'] !== 'expfam/model@1')
    throw new Problem('foreign-model', 'the schema is not expfam/model@1', {
      value: isRecord(json) ? json['schema'] : typeof json,
    });
  const fault = faultOf(json);
  if (fault !== null) throw new Problem('foreign-model', `${fault} is missing or damaged`);
  return { covariance: null, ...json } as unknown as ModelJson;
};

const faultOf = (json: Readonly<Record<string, unknown>>): string | null => {
  const { names, classes, weights, parameters, intercept, fit } = json;
  if (typeof json['family'] !== 'string') return 'family';
  if (json['classCount'] !== null && !isCount(json['classCount'])) return 'classCount';
  if (!isCount(parameters)) return 'parameters';
  if (!isTexts(names)) return 'names';
  if (classes !== null && !isTexts(classes)) return 'classes';
  if (typeof intercept !== 'boolean') return 'intercept';
  const length = (names.length + (intercept ? 1 : 0)) * parameters;
  if (
    !Array.isArray(weights) ||
    weights.length !== length ||
    !weights.every((value) => Number.isFinite(value))
  )
    return 'weights';
  if (!isCovariance(json['covariance'], length)) return 'covariance';
  if (!isRecord(fit) || fit['schema'] !== 'expfam/fit@1' || !Array.isArray(fit['coefficients'])) return 'fit';
  return null;
};

// Absent in files of versions that did not keep it.
const isCovariance = (value: unknown, length: number): boolean => {
  if (value === undefined || value === null) return true;
  if (!isRecord(value)) return false;
  const { positions, values, unit } = value;
  if (!isNumbers(positions) || !isNumbers(values) || !isNumbers(unit)) return false;
  const square = positions.length ** 2;
  return (
    values.length === square &&
    unit.length === square &&
    positions.every((at) => Number.isInteger(at) && at >= 0 && at < length)
  );
};

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isFinite(item));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0;

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
