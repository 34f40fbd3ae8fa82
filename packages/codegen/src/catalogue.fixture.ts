// The derivations of the whole catalogue, from the density texts by the engine: what comes into the folder of the catalogue
// is tested here without a word.
import { Rational, variableOf } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { hullOf } from './float/domain.js';
import type { BaseMeasure } from './passes/unroll.js';

/** A family of the catalogue, ready to be lowered. */
export interface Derived {
  readonly name: string;
  readonly density: string;
  /** The values that its constants were given. */
  readonly constants: Readonly<Record<string, number>>;
  readonly derivation: Derivation;
  readonly base: BaseMeasure;
}

const classes = 3;

/** Every family with its dispersion 1, whole constants 10 and other constants 2; K = 3 in the symmetric form. */
export const derivedCatalogue = (): Derived[] =>
  catalogue.map(({ name, density: source, ...entry }) => {
    const [density] = readDensities(source);
    const known = 'dispersion' in entry ? (entry.dispersion ?? null) : null;
    const constants = Object.fromEntries(
      density.constants.map(({ symbol, domain }) => {
        const constant = variableOf(symbol).name;
        return [constant, constant === known ? 1 : hullOf(domain).integer ? 10 : 2];
      }),
    );
    const fix = Object.fromEntries(
      Object.entries(constants).map(([key, value]) => [key, Rational.of(value)]),
    );
    const isIndexed = name === 'categorical';
    const sized = isIndexed ? ({ classes, form: 'symmetric' } as const) : {};
    const derivation = deriveDensity(density, { ...sized, fix, checked: false });
    return { name, density: source, constants, derivation, base: baseOf(density, known) };
  });

/** The base measure with its dispersion still free. */
const baseOf = (density: Parameters<typeof deriveDensity>[0], dispersion: string | null): BaseMeasure => {
  const quantity = density.constants.find(({ symbol }) => variableOf(symbol).name === dispersion);
  if (quantity === undefined) return {};
  const { logBaseMeasure } = deriveDensity(density, { checked: false });
  return { dispersion: { symbol: quantity.symbol, logBaseMeasure } };
};
