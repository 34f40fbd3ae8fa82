// The contenders that run in python3, one process that waits for orders; none where there is no python3 with NumPy.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Starts the process. `ready` names who can do a piece of work and who is absent and why, `run` gives the times of one of them in milliseconds. */
export const startPython = () => {
  const script = fileURLToPath(new URL('peers.py', import.meta.url));
  const child = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let isAlive = true;
  child.on('error', () => (isAlive = false));
  child.on('exit', () => (isAlive = false));
  child.stdin.on('error', () => (isAlive = false));
  const ask = async (order, otherwise) => {
    if (!isAlive) return otherwise;
    child.stdin.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await answers.next();
    return done ? otherwise : JSON.parse(value);
  };
  return {
    ready: (about) =>
      ask({ about }, { ready: [], absent: [{ name: 'python3', reason: 'not there, or without NumPy' }] }),
    run: (name, seconds) => ask({ run: name, seconds }, []),
    stop: () => child.stdin.end(),
  };
};
