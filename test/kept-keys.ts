import { generateKeyPair, type JsonWebKey } from "node:crypto";
import { promisify } from "node:util";

/** RSA keys of the tests' own, as JSON Web Keys; relative to the project. They sign nothing that anything but a test believes. */
export const KEPT_KEYS = "build/test/keys.json";

/** More than most files need; the others make theirs. Made beside whatever else this process does. */
export function makeKeys(count = 12): Promise<JsonWebKey[]> {
  const make = () => promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return Promise.all(Array.from({ length: count }, async () => (await make()).privateKey.export({ format: "jwk" })));
}
