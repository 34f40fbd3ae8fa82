// Generated from the files of this folder by: npm run tool -- generate-index
import { bernoulli } from './bernoulli.js';
import { beta } from './beta.js';
import { binomial } from './binomial.js';
import { birnbaumSaunders } from './birnbaum-saunders.js';
import { borel } from './borel.js';
import { burr } from './burr.js';
import { categorical } from './categorical.js';
import { chiSquared } from './chi-squared.js';
import { chi } from './chi.js';
import { continuousBernoulli } from './continuous-bernoulli.js';
import { conwayMaxwellPoisson } from './conway-maxwell-poisson.js';
import { dirichlet } from './dirichlet.js';
import { exponential } from './exponential.js';
import { frechet } from './frechet.js';
import { gammaKnownRate } from './gamma-known-rate.js';
import { gammaShapeRate } from './gamma-shape-rate.js';
import { gammaUnitMean } from './gamma-unit-mean.js';
import { gamma } from './gamma.js';
import { gaussian } from './gaussian.js';
import { generalisedInverseGaussian } from './generalised-inverse-gaussian.js';
import { generalisedLogistic } from './generalised-logistic.js';
import { generalisedNormal } from './generalised-normal.js';
import { geometricTrials } from './geometric-trials.js';
import { geometric } from './geometric.js';
import { gompertz } from './gompertz.js';
import { gumbel } from './gumbel.js';
import { halfNormal } from './half-normal.js';
import { hardyWeinberg } from './hardy-weinberg.js';
import { hyperbolicSecant } from './hyperbolic-secant.js';
import { inverseGamma } from './inverse-gamma.js';
import { inverseGaussianKnownMean } from './inverse-gaussian-known-mean.js';
import { inverseGaussianMeanShape } from './inverse-gaussian-mean-shape.js';
import { inverseGaussian } from './inverse-gaussian.js';
import { kumaraswamy } from './kumaraswamy.js';
import { laplace } from './laplace.js';
import { levy } from './levy.js';
import { logNormal } from './log-normal.js';
import { logarithmic } from './logarithmic.js';
import { logitNormal } from './logit-normal.js';
import { lomax } from './lomax.js';
import { maxwellBoltzmann } from './maxwell-boltzmann.js';
import { multinomial } from './multinomial.js';
import { multivariateNormal } from './multivariate-normal.js';
import { nakagami } from './nakagami.js';
import { negativeBinomial } from './negative-binomial.js';
import { negativeMultinomial } from './negative-multinomial.js';
import { noncentralHypergeometric } from './noncentral-hypergeometric.js';
import { normalKnownMean } from './normal-known-mean.js';
import { normalMeanIsVariance } from './normal-mean-is-variance.js';
import { normal } from './normal.js';
import { pareto } from './pareto.js';
import { poisson } from './poisson.js';
import { powerFunction } from './power-function.js';
import { rayleigh } from './rayleigh.js';
import { skellam } from './skellam.js';
import { truncatedExponential } from './truncated-exponential.js';
import { truncatedNormal } from './truncated-normal.js';
import { vonMisesFisher } from './von-mises-fisher.js';
import { vonMises } from './von-mises.js';
import { weibull } from './weibull.js';
import { wishart } from './wishart.js';
import { zeroInflatedNegativeBinomial } from './zero-inflated-negative-binomial.js';
import { zeroInflatedPoisson } from './zero-inflated-poisson.js';
import { zeroTruncatedBinomial } from './zero-truncated-binomial.js';
import { zeroTruncatedNegativeBinomial } from './zero-truncated-negative-binomial.js';
import { zeroTruncatedPoisson } from './zero-truncated-poisson.js';
import { zeta } from './zeta.js';

/** Every distribution of the catalogue, by name. */
export const catalogue = [
  bernoulli,
  beta,
  binomial,
  birnbaumSaunders,
  borel,
  burr,
  categorical,
  chiSquared,
  chi,
  continuousBernoulli,
  conwayMaxwellPoisson,
  dirichlet,
  exponential,
  frechet,
  gammaKnownRate,
  gammaShapeRate,
  gammaUnitMean,
  gamma,
  gaussian,
  generalisedInverseGaussian,
  generalisedLogistic,
  generalisedNormal,
  geometricTrials,
  geometric,
  gompertz,
  gumbel,
  halfNormal,
  hardyWeinberg,
  hyperbolicSecant,
  inverseGamma,
  inverseGaussianKnownMean,
  inverseGaussianMeanShape,
  inverseGaussian,
  kumaraswamy,
  laplace,
  levy,
  logNormal,
  logarithmic,
  logitNormal,
  lomax,
  maxwellBoltzmann,
  multinomial,
  multivariateNormal,
  nakagami,
  negativeBinomial,
  negativeMultinomial,
  noncentralHypergeometric,
  normalKnownMean,
  normalMeanIsVariance,
  normal,
  pareto,
  poisson,
  powerFunction,
  rayleigh,
  skellam,
  truncatedExponential,
  truncatedNormal,
  vonMisesFisher,
  vonMises,
  weibull,
  wishart,
  zeroInflatedNegativeBinomial,
  zeroInflatedPoisson,
  zeroTruncatedBinomial,
  zeroTruncatedNegativeBinomial,
  zeroTruncatedPoisson,
  zeta,
] as const;
