// One page a code of an error.
import { errorPages } from '../../src/pages/errors.js';

export default { paths: errorPages };
