// What a kernel must offer for the runtime to train with it. Generated TypeScript and WASM modules satisfy this contract by
// their shape alone: they import nothing, and the runtime knows nothing of how they came about.

/** A float array of the kernel's precision. */
export type FloatArray = Float64Array | Float32Array;

/**
 * What was observed: for a categorical family class indices from 0, or soft labels as a `rows × K` float array; for the
 * others the outcome itself as floats (`rows × length` where it is a vector).
 */
export type Outcome = FloatArray | Uint8Array | Uint16Array | Int32Array;

/** What the fused linear kernels take beside features and weights. */
export interface LinearOptions {
  /** One factor a row, on its loss and its gradient. */
  readonly rowWeights?: FloatArray;
  /** `rows × s`, added to the linear predictor. */
  readonly offset?: FloatArray;
  /** `rows × features`, receives ∂loss/∂x. */
  readonly inputGradient?: FloatArray;
}

/** The values that an outcome can take, or each entry of it where it is a vector. */
export interface Support {
  readonly lower: number;
  readonly upper: number;
  /** True where the bound itself is no possible value. */
  readonly lowerOpen?: boolean;
  readonly upperOpen?: boolean;
  /** True where only whole numbers occur. */
  readonly integer?: boolean;
  /** Of a vector: what its entries add up to. */
  readonly total?: number;
  /** Of a vector: true where the squares of its entries add up to 1. */
  readonly direction?: boolean;
  /** Of a vector: true where its entries are the rows of a symmetric positive definite matrix. */
  readonly positiveDefinite?: boolean;
}

/**
 * The kernels of one family at a fixed number of classes. Arrays are row-major; s is `parameters`, m the number of columns
 * of the response: K for a categorical family, the number of its entries for an outcome that is a vector, else 1. The loss is −log p without the base measure.
 *
 * @example
 * ```ts
 * const exponential: Pick<KernelModule, 'family' | 'classes' | 'parameters'> = {
 *   family: 'exponential',
 *   classes: null,
 *   parameters: 1,
 * };
 * ```
 */
export interface KernelModule {
  readonly family: string;
  /** K for a categorical outcome, else null. */
  readonly classes: number | null;
  /** s, the number of natural parameters and so of linear predictors. */
  readonly parameters: number;
  /** Of an outcome that is a vector: the number of its entries, and so of the columns of the response. */
  readonly columns?: number;
  /** Of the float arrays; f64 where it is not said. */
  readonly precision?: 'f64' | 'f32';
  /** The link that the linear predictors are of; canonical where it is not said. */
  readonly link?: string;
  /** `eta` rows × s to `mean` rows × m: E[y], for a categorical family the class probabilities. */
  response(eta: FloatArray, mean: FloatArray, rows: number): void;
  /** Total loss of `eta` rows × s. */
  loss(eta: FloatArray, y: Outcome, rows: number): number;
  /** Writes ∂loss/∂η, rows × s, and returns the total loss. */
  gradient(eta: FloatArray, y: Outcome, gradient: FloatArray, rows: number): number;
  /** Writes the expected ∂²loss/∂η², rows × s × s. */
  hessian(eta: FloatArray, hessian: FloatArray, rows: number): void;
  /** Writes ∂response/∂η, rows × m × s. */
  jacobian(eta: FloatArray, jacobian: FloatArray, rows: number): void;
  /** With η = x·weights + offset: adds xᵀ∂loss/∂η to `gradient` (features × s) and returns the loss. */
  linearGradient(
    x: FloatArray,
    weights: FloatArray,
    y: Outcome,
    gradient: FloatArray,
    rows: number,
    features: number,
    options?: LinearOptions,
  ): number;
  /** The response of η = x·weights + offset. */
  linearResponse(
    x: FloatArray,
    weights: FloatArray,
    mean: FloatArray,
    rows: number,
    features: number,
    options?: LinearOptions,
  ): void;
  /** Whether the dispersion is 1 (fixed, the default) or estimated from the residuals. */
  readonly dispersion?: 'fixed' | 'estimated';
  /**
   * How prior weights enter a likelihood with an estimated dispersion φ: as φ/w (the default), or, as R does for all families
   * but the gaussian, as if each row were w rows.
   */
  readonly likelihoodWeights?: 'dispersion' | 'frequencies';
  /** Where the outcome lives; rows outside are refused. Absent: anything finite. */
  readonly support?: Support;
  /** The least loss that any η could reach for each row, summed: the deviance is 2 (loss − saturated). */
  saturatedLoss?(y: Outcome, rows: number, rowWeights?: FloatArray): number;
  /**
   * Σ w·log h(y), what the loss leaves out of the log-likelihood. A family with an estimated dispersion φ is given it and
   * returns Σ log h(y; φ/w).
   */
  logBaseMeasure?(y: Outcome, rows: number, rowWeights?: FloatArray, dispersion?: number): number;
  /**
   * Of kernels that work in a memory of their own: the same over a new memory that holds so many bytes beside what they need.
   * Kernels that change `linearGradient` leave it out.
   */
  instantiate?(capacity: number): OwnMemory;
}

/** Kernels with a memory of their own: arrays that lie in it are used there, others are copied for as long as a call lasts. */
export interface OwnMemory {
  linearGradient: KernelModule['linearGradient'];
  /** The address of so many bytes. */
  allocate(bytes: number): number;
  /** Arrays over its buffer have to be made anew once it has grown. */
  readonly memory: { readonly buffer: ArrayBufferLike };
}

/** The number m of columns of the response. */
export const responseColumns = (kernels: KernelModule): number => kernels.classes ?? kernels.columns ?? 1;

/** A zeroed float array of the kernel's precision. */
export const floats = (kernels: Pick<KernelModule, 'precision'>, length: number): FloatArray =>
  kernels.precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
