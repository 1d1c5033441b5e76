import { spawn } from 'node:child_process';

/** Runs a program with this one's input and output; resolves to its exit status, 1 where it cannot be started. */
export function runProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    const pass = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, pass);
    const settle = (code: number | null): void => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 1);
    };
    child.once('error', () => settle(1));
    child.once('exit', settle);
  });
}
