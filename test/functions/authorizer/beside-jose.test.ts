import fc from "fast-check";
import { createLocalJWKSet, jwtVerify, type JWK } from "jose";
import { pinnedKeySource } from "../../../functions/authorizer/pinned-key-source";
import { verifyToken } from "../../../functions/authorizer/token";
import { TokenRefused } from "../../../functions/authorizer/token-refused";
import { accessClaims, CLIENT_ID, ISSUER, nowSeconds, sign, signingKey } from "../tokens";

// The signature check and the claims are ours, for speed; jose is the judge of whether they are right.
const key = signingKey("key-1");
const other = signingKey("key-2");
const set = { keys: [key.jwk, other.jwk] };
const source = pinnedKeySource(set);
const rules = { issuer: ISSUER, clientIds: [CLIENT_ID], maxTokenAgeSeconds: 3600 };
const now = nowSeconds();

const ours = (token: string): Promise<boolean> =>
  verifyToken(token, source, rules, now).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TokenRefused) return false;
      throw error;
    },
  );

const joses = (token: string): Promise<boolean> =>
  jwtVerify(token, createLocalJWKSet(set as { keys: JWK[] }), {
    algorithms: ["RS256"],
    issuer: ISSUER,
    clockTolerance: 60,
    maxTokenAge: 3600,
    requiredClaims: ["exp"],
    currentDate: new Date(now * 1000),
  }).then(
    () => true,
    () => false,
  );

const SEED = { seed: 20_260_102, numRuns: 1000 };

test("what jose refuses is refused: one character of a good token changed, added or left out", async () => {
  const token = sign(key);
  const spot = fc.nat({ max: token.length - 1 });
  const character = fc.constantFrom(..."ABCxyz019-_.=+/ \n~".split(""), "");
  await fc.assert(
    fc.asyncProperty(spot, character, fc.boolean(), async (at, char, isInsertion) => {
      const changed = token.slice(0, at) + char + token.slice(isInsertion ? at : at + 1);
      return !(await ours(changed)) || (await joses(changed));
    }),
    SEED,
  );
});

const seconds = fc.oneof(
  fc.integer({ min: -4000, max: 4000 }).map((offset) => now + offset),
  fc.constantFrom(now - 60, now - 61, now + 60, now + 61, now - 3660, now - 3661, now + 0.5),
);
const odd = fc.constantFrom(undefined, null, "", "1700000000", true, {}, [], -1);
const time = fc.oneof({ weight: 5, arbitrary: seconds }, odd);

test("about times, issuer and key the verdict is jose's, in both directions", async () => {
  const claims = fc.record({ exp: time, iat: time, nbf: fc.oneof(seconds, fc.constant(undefined)) });
  const issuer = fc.constantFrom(ISSUER, ISSUER, ISSUER, `${ISSUER}/`, "", undefined);
  const signer = fc.constantFrom(key, other, { ...other, kid: "key-1" }, { ...key, kid: "key-3" });
  await fc.assert(
    fc.asyncProperty(claims, issuer, signer, async (times, iss, by) => {
      const token = sign(by, accessClaims({ ...times, iss }));
      return (await ours(token)) === (await joses(token));
    }),
    { ...SEED, examples: [[{ exp: now + 10, iat: now, nbf: now }, ISSUER, key]] },
  );
});
