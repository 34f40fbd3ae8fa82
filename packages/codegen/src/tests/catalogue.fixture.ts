// The derivations of the whole catalogue, from the density texts by the engine: what comes into the folder of the catalogue
// is tested here without a word.
import type { Domain } from '@expfam/expression';
import { isSymbol, isVectorDomain, Rational, variableOf } from '@expfam/expression';
import type { Derivation, FamilyDefinition } from '@expfam/family';
import { catalogue, deriveDensity, sizeOfDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { CodegenError } from '../errors.js';
import { hullOf } from '../float/domain.js';
import { entryDomain } from '../float/entries.js';
import { lower } from '../lower.js';
import type { BaseMeasure } from '../passes/unroll.js';

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

/** Families of vectors and matrices are tested by themselves. */
const families = catalogue.filter(
  ({ density }: FamilyDefinition) => entryDomain(readDensities(density)[0].outcome.domain) === null,
);

/** Every family of numbers and classes, with its dispersion 1, whole constants 10 and other constants 2; K = 3 in the symmetric form. */
export const derivedCatalogue = (): Derived[] =>
  families.map(({ name, density: source, ...entry }) => {
    const [density] = readDensities(source);
    const known = 'dispersion' in entry ? (entry.dispersion ?? null) : null;
    const isSized = [density.outcome, ...density.parameters].some(({ domain }) => isVectorDomain(domain));
    const size = isSized ? sizeOfDensity(density) : null;
    const others = density.constants.filter(({ symbol }) => symbol !== size);
    const constants = Object.fromEntries(
      others.map(({ symbol, domain }) => {
        const constant = variableOf(symbol).name;
        return [
          constant,
          constant === known ? 1 : hullOf(domain).integer ? 10 : isUpperBound(domain) ? 3 : 2,
        ];
      }),
    );
    const fix = Object.fromEntries(
      Object.entries(constants).map(([key, value]) => [key, Rational.of(value)]),
    );
    const form = density.outcome.domain.kind === 'range' ? 'symmetric' : 'baseline';
    const sized = isSized ? ({ classes, form } as const) : {};
    const derivation = deriveDensity(density, { ...sized, fix, checked: false });
    return { name, density: source, constants, derivation, base: baseOf(density, known) };
  });

/** Whether a constant lies above another, as the upper end of a truncated support does. */
const isUpperBound = (domain: Domain): boolean => domain.kind === 'interval' && isSymbol(domain.lower);

/** Why a family has no kernels, or null. */
export const refusalOf = ({ derivation }: Derived): string | null => {
  try {
    lower(derivation);
    return null;
  } catch (error) {
    if (error instanceof CodegenError) return error.code;
    throw error;
  }
};

/** The families that have kernels. */
export const printableCatalogue = (): Derived[] =>
  derivedCatalogue().filter((each) => refusalOf(each) === null);

/** The families of generalised linear models: the outcome is a statistic of its own, and the canonical link is closed. */
export const linearFamilies = (): Derived[] =>
  printableCatalogue().filter(
    ({ derivation: { statistics, outcome, canonicalLink, categorical } }) =>
      categorical || (statistics.includes(outcome.symbol) && canonicalLink !== null),
  );

/** Natural parameters so far from the edges of their spaces; where there is no edge, of about that size. */
export const etaInside = ({ natural }: Derivation, size: number): number[] =>
  natural.map(({ domain }, i) => {
    const { lower: least, upper: most } = hullOf(domain);
    if (Number.isFinite(most)) return most - size;
    return Number.isFinite(least) ? least + size : size * Math.cos(2 * i + size);
  });

/** Two outcomes of the support. */
export const outcomesInside = ({ outcome }: Derivation): number[] => {
  const { lower: least, upper: most, integer } = hullOf(outcome.domain);
  const first = Number.isFinite(least) ? least : -1;
  const width = Number.isFinite(most) ? most - first : 4;
  return integer ? [first, first + 1] : [first + width / 8, first + (3 * width) / 4];
};

/** The base measure with its dispersion still free. */
const baseOf = (density: Parameters<typeof deriveDensity>[0], dispersion: string | null): BaseMeasure => {
  const quantity = density.constants.find(({ symbol }) => variableOf(symbol).name === dispersion);
  if (quantity === undefined) return {};
  const { logBaseMeasure } = deriveDensity(density, { checked: false });
  return { dispersion: { symbol: quantity.symbol, logBaseMeasure } };
};
