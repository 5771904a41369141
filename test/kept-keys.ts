import { generateKeyPairSync, type JsonWebKey } from "node:crypto";

/** RSA keys of the tests' own, as JSON Web Keys; relative to the project. They sign nothing that anything but a test believes. */
export const KEPT_KEYS = "build/test/keys.json";

/** More than most files need; the others make theirs. */
export function makeKeys(count = 12): JsonWebKey[] {
  return Array.from({ length: count }, () =>
    generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }),
  );
}
