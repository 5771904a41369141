/** Progress on standard error, each line with the seconds since the start. */
export function teller(): (doing: string) => void {
  const started = performance.now();
  return (doing) => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${doing}\n`);
  };
}
