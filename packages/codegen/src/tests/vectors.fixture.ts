// Families whose outcome is a vector or a matrix: their texts, values of their parameters, and outcomes to observe.
import { Rational } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import type { Values } from '@expfam/oracle';

/** A family at a fixed size, at one value of its parameters. */
export interface VectorCase {
  readonly density: string;
  readonly classes: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly parameters: Values;
  /** Outcomes inside the support. */
  readonly outcomes: readonly (readonly number[])[];
  /** Outcomes outside of it. */
  readonly outside: readonly (readonly number[])[];
}

const ofCatalogue = (name: string): string => catalogue.find((family) => family.name === name)!.density;

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** THE TABLE. */
export const vectorCases: Readonly<Record<string, VectorCase>> = {
  dirichlet: {
    density: ofCatalogue('dirichlet'),
    classes: 3,
    constants: {},
    parameters: { alpha: [1.5, 2.25, 4] },
    outcomes: [
      [0.25, 0.25, 0.5],
      [0.125, 0.8125, 0.0625],
    ],
    outside: [
      [0.5, 0.5, 0.5],
      [0, 0.5, 0.5],
      [-0.25, 0.75, 0.5],
      [nan, 0.5, 0.5],
    ],
  },
  multinomial: {
    density: ofCatalogue('multinomial'),
    classes: 3,
    constants: { n: 4 },
    parameters: { phi: [0.5, 0.125, 0.375] },
    outcomes: [
      [1, 1, 2],
      [0, 4, 0],
    ],
    outside: [
      [1, 1, 1],
      [5, -1, 0],
      [nan, 2, 2],
      [infinity, 0, 0],
    ],
  },
  multivariate_normal: {
    density: ofCatalogue('multivariate_normal'),
    classes: 2,
    constants: {},
    parameters: {
      mu: [0.5, -1],
      Sigma: [
        [2, 0.5],
        [0.5, 1],
      ],
    },
    outcomes: [
      [0.75, -2],
      [-3, 0],
    ],
    outside: [
      [nan, 0],
      [0, infinity],
    ],
  },
  von_mises_fisher: {
    density: ofCatalogue('von_mises_fisher'),
    classes: 3,
    constants: {},
    parameters: { mu: [0.6, 0, -0.8], kappa: 2.5 },
    outcomes: [
      [0, 0.6, 0.8],
      [1, 0, 0],
    ],
    outside: [
      [1, 1, 0],
      [nan, 0, 1],
    ],
  },
  bits: {
    density: `
      bits(y | p) = prod(p[k]^y[k] * (1 - p[k])^(1 - y[k]), k, 1, K)
        y in {0, 1}^K
        p in (0, 1)^K`,
    classes: 3,
    constants: {},
    parameters: { p: [0.25, 0.5, 0.875] },
    outcomes: [
      [0, 1, 1],
      [1, 0, 0],
    ],
    outside: [
      [2, 0, 0],
      [0, -1, 0],
      [0, 0, nan],
    ],
  },
  waits: {
    density: `
      waits(y | r) = prod(r[k] * exp(-r[k] * y[k]), k, 1, K)
        y in (0, inf)^K
        r in (0, inf)^K`,
    classes: 2,
    constants: {},
    parameters: { r: [0.5, 3] },
    outcomes: [
      [1.5, 0.25],
      [0.125, 7],
    ],
    outside: [
      [0, 1],
      [1, -1],
      [infinity, 1],
    ],
  },
};

/** The derivation of a case. */
export const derivedCase = ({ density, classes, constants }: VectorCase): Derivation =>
  deriveDensity(readDensities(density)[0], {
    classes,
    checked: false,
    fix: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, Rational.of(value)])),
  });
