// A GPU that is not there, or goes away, is told of in the house's form, and the page goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Playground } from './open-playground.fixture.js';
import { openPlayground, slow } from './open-playground.fixture.js';

let playground: Playground;
beforeAll(async () => {
  playground = await openPlayground();
}, 120_000);
afterAll(() => playground.close());

const absent = 'delete WorkerNavigator.prototype.gpu;';
const lost = `
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...asked) {
    const device = await request.apply(this, asked);
    const queue = Object.getPrototypeOf(device.queue);
    const submit = queue.submit;
    queue.submit = function (...commands) {
      submit.apply(this, commands);
      device.destroy();
    };
    return device;
  };`;

test.each([
  ['that is absent', absent, /^device-unavailable: /],
  ['that is lost while it works', lost, /^device-lost: /],
])(
  'a GPU %s is told of, and the processor trains on',
  async (_, script, words) => {
    const page = await playground.browser.newPage();
    await page.route('**/engine*.js', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: script + (await answer.text()) });
    });
    await page.goto(`${playground.served.root}playground.html`);
    await page.getByRole('tab', { name: 'Train' }).click(slow);
    await page.getByLabel('Device').selectOption('gpu');
    await page.getByRole('button', { name: 'Train', exact: true }).click(slow);
    expect(await page.locator('.training .complaint').innerText(slow)).toMatch(words);
    await page.getByLabel('Device').selectOption('cpu');
    await page.getByRole('button', { name: 'Train', exact: true }).click(slow);
    await page.locator('.training .summary').waitFor(slow);
    expect(await page.locator('.training .complaint').count()).toBe(0);
    await page.close();
  },
  120_000,
);
