import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Writes a file at once: who reads meanwhile, as another command in this folder may, finds the old content or the new, and never a half.
 * Left alone when it already holds this.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  if (fs.existsSync(file) && fs.readFileSync(file).equals(Buffer.from(content))) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, content);
  fs.renameSync(unfinished, file);
}
