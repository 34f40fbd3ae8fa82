// The guides that are made from data, and those whose blocks run.
import { guidePages } from '../../src/pages/guides.js';
import { performancePage } from '../../src/pages/performance.js';

export default { paths: async () => [performancePage(), ...(await guidePages())] };
