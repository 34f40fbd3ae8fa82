// Densities whose support moves with a parameter.
import type { NonMember } from './non-member.js';

/** Non-members because their support depends on a parameter. */
export const movingSupports: readonly NonMember[] = [
  {
    name: 'uniform',
    about: 'A number anywhere between 0 and an unknown end.',
    density: `
      uniform(y | theta) = 1 / theta
        y     in (0, theta)
        theta in (0, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'uniform_between',
    about: 'A number anywhere between two unknown ends.',
    density: `
      uniform_between(y | a, b) = 1 / (b - a)
        y in [a, b]
        a in real
        b in (a, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'discrete_uniform',
    about: 'One of the numbers up to an unknown largest.',
    density: `
      discrete_uniform(y | m) = 1 / m
        y in 1..m
        m in 1..inf`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'shifted_exponential',
    about: 'A waiting time from an unknown start.',
    density: `
      shifted_exponential(y | start) = exp(-(y - start))
        y     in [start, inf)
        start in real`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'pareto_unknown_threshold',
    about: 'A Pareto outcome whose threshold is unknown.',
    density: `
      pareto_unknown_threshold(y | alpha, least) = alpha * least^alpha / y^(alpha + 1)
        y     in [least, inf)
        alpha in (0, inf)
        least in (0, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'power_function_unknown_end',
    about: 'The largest of several numbers up to an unknown end.',
    density: `
      power_function_unknown_end(y | alpha, b) = alpha * y^(alpha - 1) / b^alpha
        y     in (0, b)
        alpha in (0, inf)
        b     in (0, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'shifted_log_normal',
    about: 'A log-normal outcome from an unknown start.',
    density: `
      shifted_log_normal(y | a, mu, sigma) = exp(-(log(y - a) - mu)^2 / (2 * sigma^2)) / ((y - a) * sigma * sqrt(2 * pi))
        y     in (a, inf)
        a     in real
        mu    in real
        sigma in (0, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'generalised_extreme_value',
    about: 'The largest of many, of unknown kind of tail: its support moves with the parameter.',
    density: `
      generalised_extreme_value(y | xi) = (1 + xi * y)^(-1 / xi - 1) * exp(-(1 + xi * y)^(-1 / xi))
        y  in (-1 / xi, inf)
        xi in (0, inf)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'shifted_gamma',
    about: 'A gamma outcome counted from an unknown start, Pearson’s third type.',
    density: `
      shifted_gamma(y | shape, rate, start) = rate^shape * (y - start)^(shape - 1) * exp(-rate * (y - start)) / gamma(shape)
        y     in (start, inf)
        shape in (0, inf)
        rate  in (0, inf)
        start in real`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'shifted_weibull',
    about: 'A strength or life time above an unknown least one.',
    density: `
      shifted_weibull(y | k, lambda, start) = k / lambda * ((y - start) / lambda)^(k - 1) * exp(-((y - start) / lambda)^k)
        y      in (start, inf)
        k      in (0, inf)
        lambda in (0, inf)
        start  in real`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'binomial_unknown_trials',
    about: 'Successes in an unknown number of trials.',
    density: `
      binomial_unknown_trials(y | n; p) = combinations(n, y) * p^y * (1 - p)^(n - y)
        y in 0..n
        n in 1..inf
        p in (0, 1)`,
    code: 'support-depends-on-parameter',
  },
  {
    name: 'hypergeometric_unknown_successes',
    about: 'Marked balls in a draw from an urn with an unknown number of marked ones.',
    density: `
      hypergeometric_unknown_successes(y | k; n, m) = combinations(k, y) * combinations(m - k, n - y) / combinations(m, n)
        y in 0..k
        k in 1..n
        n in 1..inf
        m in 2 * n..inf`,
    code: 'support-depends-on-parameter',
  },
];
