// Zeta, also called Zipf: the law of ranks. Its statistic is log y, so its response is not E[T].
import { family } from '../density/family.js';

export const zeta = family({
  name: 'zeta',
  aliases: ['zipf'],
  about: 'A rank or size whose probability falls off as a power, as of words in a text.',
  density: `
    zeta(y | s) = y^(-s) / zeta(s)
      y in 1..inf
      s in (1, inf)`,
  known: {
    source: 'Johnson, Kemp & Kotz 2005, section 11.2.20',
    meanOfOutcome: 'zeta(s - 1) / zeta(s)',
    meanExists: 's > 2',
    statistics: ['log(y)'],
    natural: ['-s'],
    logPartition: 'log(zeta(-eta1))',
  },
});
