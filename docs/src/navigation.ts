// What stands in the bar and at the side of the site.
import { catalogueEntries } from '@expfam/family';

export const navigation = [
  { text: 'Whence softmax?', link: '/whence-softmax' },
  { text: 'Families', link: '/families/' },
  { text: 'Playground', link: '/playground' },
  { text: 'Guide', link: '/guide/start' },
];

export const sidebar = () => [
  {
    text: 'Families',
    items: catalogueEntries.map(({ density }) => ({ text: density.name, link: `/families/${density.name}` })),
  },
];
