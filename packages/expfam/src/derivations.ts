// Derivations from densities: the options of the front door into those of the engine.
import { Rational } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import type { Density, Derivation } from '@expfam/family';

/** What a derivation can be told. */
export interface DeriveOptions {
  /** Fixes the number K of classes; without it the derivation is made for a symbolic K. */
  readonly classes?: number;
  /** Values of constants or parameters; text such as `0.1` or `1/3` is exact. */
  readonly fix?: Readonly<Record<string, string | number>>;
  /** K − 1 natural parameters with the last class as baseline (the default), or K of them. */
  readonly form?: 'baseline' | 'symmetric';
  /** Divide a density that is not normalised by its total, where that has a closed form. */
  readonly normalise?: boolean;
}

/** What only we tell: whether kernels are all that is wanted. */
interface Inside extends DeriveOptions {
  readonly brief?: boolean;
  /** Whether a few entries are enough, where the others are renamings of them. */
  readonly representatives?: boolean;
}

/** The derivation of a density. */
export const deriveWith = (density: Density, { fix = {}, ...options }: Inside = {}): Derivation =>
  deriveDensity(density, {
    ...options,
    fix: Object.fromEntries(Object.entries(fix).map(([name, value]) => [name, rational(String(value))])),
  });

/**
 * The derivation that kernels are made of: of a categorical family in the symmetric form, with K logits, unless the form is
 * given; of all others in the minimal form.
 */
export const deriveForKernels = (density: Density, options: Inside = {}): Derivation => {
  if (options.form !== undefined || !hasSize(density)) return deriveWith(density, options);
  const derivation = deriveWith(density, { ...options, form: 'symmetric' });
  // An outcome 1..K of which only the mean matters is a number after all.
  return derivation.categorical ? derivation : deriveWith(density, options);
};

/** Whether the outcome runs over 1..K with a K to be fixed. */
export const hasSize = ({ outcome: { domain } }: Density): boolean =>
  domain.kind === 'range' && domain.upper.op === 'symbol' && domain.lower.op === 'number';

const rational = (text: string): Rational => {
  const [numerator = '', denominator = '1'] = text.split('/');
  return Rational.parse(numerator).divide(Rational.parse(denominator));
};
