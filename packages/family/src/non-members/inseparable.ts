// Densities in which a term ties the outcome to a parameter.
import type { NonMember } from './non-member.js';

/** Non-members because their logarithm does not separate. */
export const inseparable: readonly NonMember[] = [
  {
    name: 'cauchy',
    about: 'The ratio of two normal numbers, around an unknown centre.',
    density: `
      cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))
        y in real
        m in real`,
    code: 'not-separable',
  },
  {
    name: 'cauchy_scale',
    about: 'A Cauchy outcome of unknown scale.',
    density: `
      cauchy_scale(y | s) = 1 / (pi * s * (1 + y^2 / s^2))
        y in real
        s in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'student_location',
    about: 'Student’s t around an unknown centre, with known degrees of freedom.',
    density: `
      student_location(y | m; nu) = gamma((nu + 1) / 2) / (sqrt(nu * pi) * gamma(nu / 2)) * (1 + (y - m)^2 / nu)^(-(nu + 1) / 2)
        y  in real
        m  in real
        nu in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'student',
    about: 'Student’s t with unknown degrees of freedom.',
    density: `
      student(y | nu) = gamma((nu + 1) / 2) / (sqrt(nu * pi) * gamma(nu / 2)) * (1 + y^2 / nu)^(-(nu + 1) / 2)
        y  in real
        nu in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'laplace_location',
    about: 'A Laplace outcome around an unknown centre: its kink moves with the parameter.',
    density: `
      laplace_location(y | m) = exp(-abs(y - m)) / 2
        y in real
        m in real`,
    code: 'not-separable',
  },
  {
    name: 'logistic',
    about: 'A logistic outcome around an unknown centre.',
    density: `
      logistic(y | m) = exp(-(y - m)) / (1 + exp(-(y - m)))^2
        y in real
        m in real`,
    code: 'not-separable',
  },
  {
    name: 'weibull_unknown_power',
    about: 'A Weibull outcome whose power is unknown.',
    density: `
      weibull_unknown_power(y | lambda, k) = k / lambda * (y / lambda)^(k - 1) * exp(-(y / lambda)^k)
        y      in (0, inf)
        lambda in (0, inf)
        k      in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'gumbel_unknown_scale',
    about: 'A Gumbel outcome whose scale is unknown.',
    density: `
      gumbel_unknown_scale(y | mu, s) = exp(-(y - mu) / s - exp(-(y - mu) / s)) / s
        y  in real
        mu in real
        s  in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'kumaraswamy_unknown_power',
    about: 'A Kumaraswamy outcome whose power a is unknown.',
    density: `
      kumaraswamy_unknown_power(y | a, b) = a * b * y^(a - 1) * (1 - y^a)^(b - 1)
        y in (0, 1)
        a in (0, inf)
        b in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'burr_unknown_power',
    about: 'A Burr XII outcome whose power c is unknown.',
    density: `
      burr_unknown_power(y | c, k) = c * k * y^(c - 1) * (1 + y^c)^(-k - 1)
        y in (0, inf)
        c in (0, inf)
        k in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'log_logistic',
    about: 'An outcome whose logarithm is logistic, of unknown scale.',
    density: `
      log_logistic(y | alpha) = alpha / (alpha + y)^2
        y     in (0, inf)
        alpha in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'gompertz_unknown_growth',
    about: 'A Gompertz age at death whose growth of mortality is unknown.',
    density: `
      gompertz_unknown_growth(y | b, c) = b * c * exp(b * y - c * (exp(b * y) - 1))
        y in (0, inf)
        b in (0, inf)
        c in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'birnbaum_saunders_unknown_median',
    about: 'A Birnbaum–Saunders outcome whose median is unknown.',
    density: `
      birnbaum_saunders_unknown_median(y | alpha, beta) = (sqrt(y / beta) + sqrt(beta / y)) / (2 * alpha * y * sqrt(2 * pi)) * exp(-(y / beta + beta / y - 2) / (2 * alpha^2))
        y     in (0, inf)
        alpha in (0, inf)
        beta  in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'negative_binomial_unknown_size',
    about: 'A negative binomial count whose r is unknown.',
    density: `
      negative_binomial_unknown_size(y | r, p) = gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y
        y in 0..inf
        r in (0, inf)
        p in (0, 1)`,
    code: 'not-separable',
  },
  {
    name: 'beta_binomial',
    about: 'Successes in n trials whose probability is itself beta.',
    density: `
      beta_binomial(y | a, b; n) = combinations(n, y) * beta(y + a, n - y + b) / beta(a, b)
        y in 0..n
        a in (0, inf)
        b in (0, inf)
        n in 1..inf`,
    code: 'order-grows',
  },
  {
    name: 'dirichlet_multinomial',
    about: 'Counts of K classes in n trials whose probabilities are themselves Dirichlet.',
    density: `
      dirichlet_multinomial(y | alpha; n) = factorial(n) * gamma(sum(alpha[k], k, 1, K)) / gamma(n + sum(alpha[k], k, 1, K)) * prod(gamma(y[k] + alpha[k]) / (factorial(y[k]) * gamma(alpha[k])), k, 1, K)
        y     in counts(n, K)
        alpha in (0, inf)^K
        n     in 1..inf`,
    code: 'order-grows',
  },
  {
    name: 'noncentral_chi_squared',
    about: 'The squared length of a vector of k normal components with unknown means.',
    density: `
      noncentral_chi_squared(y | lambda; k) = exp(-(y + lambda) / 2) / 2 * (y / lambda)^(k / 4 - 1 / 2) * besselI(k / 2 - 1, sqrt(lambda * y))
        y      in (0, inf)
        lambda in (0, inf)
        k      in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'skellam_free',
    about: 'The difference of two counts with both rates unknown.',
    density: `
      skellam_free(y | a, b) = exp(-a - b) * (a / b)^(y / 2) * besselI(abs(y), 2 * sqrt(a * b))
        y in -inf..inf
        a in (0, inf)
        b in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'rice',
    about: 'The length of a plane vector whose components have unknown means.',
    density: `
      rice(y | nu, sigma) = y / sigma^2 * exp(-(y^2 + nu^2) / (2 * sigma^2)) * besselI(0, y * nu / sigma^2)
        y     in (0, inf)
        nu    in (0, inf)
        sigma in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'fisher_f',
    about: 'The ratio of two mean squares, with unknown degrees of freedom.',
    density: `
      fisher_f(y | a, b) = (a / b)^(a / 2) * y^(a / 2 - 1) * (1 + a * y / b)^(-(a + b) / 2) / beta(a / 2, b / 2)
        y in (0, inf)
        a in (0, inf)
        b in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'two_normals',
    about: 'A mixture of two normal outcomes with an unknown share.',
    density: `
      two_normals(y | w) = (w * exp(-y^2 / 2) + (1 - w) * exp(-(y - 1)^2 / 2)) / sqrt(2 * pi)
        y in real
        w in (0, 1)`,
    code: 'not-separable',
  },
  {
    name: 'skew_normal',
    about: 'A normal outcome made skew.',
    density: `
      skew_normal(y | alpha) = exp(-y^2 / 2) * (1 + erf(alpha * y / sqrt(2))) / sqrt(2 * pi)
        y     in real
        alpha in real`,
    code: 'not-separable',
  },
  {
    name: 'yule_simon',
    about: 'The number of species in a genus.',
    density: `
      yule_simon(y | rho) = rho * beta(y, rho + 1)
        y   in 1..inf
        rho in (0, inf)`,
    code: 'not-separable',
  },
  {
    name: 'generalised_poisson',
    about: 'A count whose rate grows with the count itself, after Consul.',
    density: `
      generalised_poisson(y | theta; lambda) = theta * (theta + lambda * y)^(y - 1) * exp(-theta - lambda * y) / factorial(y)
        y      in 0..inf
        theta  in (0, inf)
        lambda in (0, 1)`,
    code: 'not-separable',
  },
];
