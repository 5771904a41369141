import * as fs from "node:fs";

/**
 * The most resident memory that this process has had, in megabytes of 1,048,576 bytes. Not `process.resourceUsage()`:
 * Linux hands its `maxRSS` on from the process that forked this one.
 */
export function peakMegabytes(): number {
  const status = fs.existsSync("/proc/self/status") ? fs.readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? process.memoryUsage.rss() / 1024 ** 2 : Number(kilobytes) / 1024;
}
