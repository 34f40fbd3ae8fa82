// The guides that are made from data.
import { performancePage } from '../../src/pages/performance.js';

export default { paths: () => [performancePage()] };
