// PyTorch's eager training step on the same GPU; says why where there is none.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Milliseconds of a step of each case by its name, or why there are none. */
export const torchSteps = (cases, seconds) => {
  const script = fileURLToPath(new URL('gpu.py', import.meta.url));
  const { stdout, status } = spawnSync('python3', [script], {
    input: JSON.stringify({ cases, seconds }),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (status !== 0) return { absent: 'python3 has no torch, or torch no GPU' };
  return JSON.parse(stdout);
};
