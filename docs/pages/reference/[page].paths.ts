// The reference: the command, the functions, the parts of the library; made from what they describe.
import { apiPages } from '../../src/pages/api.js';
import { commandPage } from '../../src/pages/command.js';
import { functionsPage } from '../../src/pages/functions.js';

export default { paths: async () => [await commandPage(), functionsPage(), ...apiPages()] };
