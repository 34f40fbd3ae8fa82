// Truncated normal: a normal outcome that was only kept between a and b, which are known.
import { family } from '../density/family.js';

export const truncatedNormal = family({
  name: 'truncated_normal',
  about: 'A normal outcome of which only the values between the known bounds a and b are seen.',
  density: `
    truncated_normal(y | mu, sigma; a, b) = exp(-(y - mu)^2 / (2 * sigma^2)) / (sigma * sqrt(pi / 2) * (erf((b - mu) / (sigma * sqrt(2))) - erf((a - mu) / (sigma * sqrt(2)))))
      y     in [a, b]
      mu    in real
      sigma in (0, inf)
      a     in real
      b     in (a, inf)`,
  known: {
    source: 'Johnson, Kotz & Balakrishnan 1994, chapter 13',
    statistics: ['y', 'y^2'],
    natural: ['mu / sigma^2', '-1 / (2 * sigma^2)'],
  },
});
