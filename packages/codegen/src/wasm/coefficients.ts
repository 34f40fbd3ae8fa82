// Polynomials of the exponential and the logarithm, minimax in the relative error of the function that they serve (Remez's
// algorithm at 60 digits, rounded, the leading coefficient held exact). The test measures the errors that are stated here.

/** What approximates a function in one format. */
export interface Approximation {
  /** The constant first. */
  readonly coefficients: readonly number[];
  /** The relative error that it leaves in the function, above what was measured. */
  readonly error: number;
}

/** (exp(r) − 1 − r)/r² for |r| ≤ ½·log 2. */
export const exponential: { readonly f32: Approximation; readonly f64: Approximation } = {
  f32: {
    coefficients: [
      0.5, 0.16666534543037415, 0.041667237877845764, 0.00836748257279396, 0.0013863786589354277,
    ],
    error: 4e-9,
  },
  f64: {
    coefficients: [
      0.5, 0.16666666666666433, 0.041666666666603944, 0.008333333333499985, 0.0013888888926801245,
      0.0001984126946634027, 2.480150867531859e-5, 2.755764074524624e-6, 2.762519008385394e-7,
      2.4978422828065017e-8,
    ],
    error: 6e-18,
  },
};

/** (atanh(s) − s)·2/s³ as a polynomial in s², for |s| ≤ (√2 − 1)/(√2 + 1): log(1 + f) = 2 atanh(f/(2 + f)). */
export const logarithm: { readonly f32: Approximation; readonly f64: Approximation } = {
  f32: { coefficients: [0.6666668653488159, 0.39988669753074646, 0.29584264755249023], error: 3e-9 },
  f64: {
    coefficients: [
      0.666666666666667, 0.3999999999989718, 0.285714286269723, 0.22222210979520804, 0.18182900000095834,
      0.15331372125179435, 0.14620645004343163,
    ],
    error: 5e-18,
  },
};

/** log 2 in two parts: the first has so few bits that its multiples by an exponent are exact. */
export const logTwo: {
  readonly [precision in 'f32' | 'f64']: { readonly high: number; readonly low: number };
} = {
  f32: { high: 0.693115234375, low: 3.194618329871446e-5 },
  f64: { high: 0.6931471803691238, low: 1.9082149292705877e-10 },
};
