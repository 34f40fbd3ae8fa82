// The story, told with the lines of the engine.
import { storyPage } from '../src/pages/story.js';

export default { paths: () => [storyPage()] };
