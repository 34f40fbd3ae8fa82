// One page a family of the catalogue, derived when the site is built.
import { familyPages } from '../../src/pages/families.js';

export default { paths: familyPages };
