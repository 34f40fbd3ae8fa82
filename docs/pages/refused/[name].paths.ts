// One page a density that is refused.
import { refusedPages } from '../../src/pages/refused.js';

export default { paths: refusedPages };
