// What stands in the bar and at the side of the site.
import { catalogueEntries, nonMembers } from '@expfam/family';
import { documented } from './pages/api.js';
import { titleOf } from './pages/titles.js';

/** The bar. */
export const navigation = [
  { text: 'Whence softmax?', link: '/whence-softmax' },
  { text: 'Families', link: '/families/' },
  { text: 'Playground', link: '/playground' },
  { text: 'Guide', link: '/guide/start' },
  { text: 'Reference', link: '/reference/command' },
];

const guides = [
  { text: 'Start in five minutes', link: '/guide/start' },
  { text: 'The density language', link: '/guide/language' },
  { text: 'Accuracy', link: '/guide/accuracy' },
  { text: 'Performance', link: '/guide/performance' },
  { text: 'Architecture', link: '/guide/architecture' },
  { text: 'Add a distribution, a rule, a target', link: '/guide/contributing' },
];

const reference = (): readonly { readonly text: string; readonly link: string }[] => [
  { text: 'The command', link: '/reference/command' },
  { text: 'Functions of the language', link: '/reference/functions' },
  ...Object.keys(documented).map((name) => ({
    text: name === 'expfam' ? 'The library' : `@expfam/${name}`,
    link: `/reference/api-${name}`,
  })),
  { text: 'Errors', link: '/errors/' },
];

/** The side, by the folder of the page. */
export const sidebar = () => {
  const families = catalogueEntries.map(({ density: { name } }) => ({
    text: titleOf(name),
    link: `/families/${name}`,
  }));
  const learn = [
    { text: 'Guide', items: guides },
    { text: 'Reference', items: [...reference()] },
  ];
  return {
    '/families/': [
      {
        text: 'Families',
        items: [
          { text: 'All of them', link: '/families/' },
          { text: 'Refused', link: '/refused/' },
          ...families,
        ],
      },
    ],
    '/refused/': [
      {
        text: 'Refused',
        items: [
          { text: 'All of them', link: '/refused/' },
          { text: 'The families', link: '/families/' },
          ...nonMembers.map(({ name }) => ({ text: titleOf(name), link: `/refused/${name}` })),
        ],
      },
    ],
    '/': learn,
  };
};
