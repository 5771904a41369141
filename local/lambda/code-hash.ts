import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * What the laptop reports as a function's CodeSha256: SHA-256 in base64, of the names and contents of the files in its folder. AWS's is
 * that of the archive that was uploaded, which the laptop never makes.
 *
 * @param folder absolute; a file, or one that is not there, has a hash too
 */
export function codeHash(folder: string): string {
  const hash = createHash("sha256");
  for (const file of filesIn(folder))
    hash.update(path.relative(folder, file)).update("\0").update(fs.readFileSync(file));
  return hash.digest("base64");
}

function filesIn(place: string): readonly string[] {
  if (!fs.existsSync(place)) return [];
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap((name) => filesIn(path.join(place, name)));
}
