import { JwtVerifier } from "aws-jwt-verify";
import fc from "fast-check";
import { pinnedKeySource } from "../../../functions/authorizer/pinned-authorizer";
import { verifyToken } from "../../../functions/authorizer/token";
import { TokenRefused, COGNITO_SHAPE } from "../../../functions/authorizer/token-rules";
import { accessClaims, CLIENT_ID, ISSUER, nowSeconds, sign, signingKey } from "../tokens";

// jose verifies, so another library is the judge.
const key = signingKey("key-1");
const other = signingKey("key-2");
const source = pinnedKeySource({ keys: [key.jwk, other.jwk] }, ["RS256"]);
const rules = { issuer: ISSUER, clientIds: [CLIENT_ID], maxTokenAgeSeconds: 3600, shape: COGNITO_SHAPE };
const now = nowSeconds();
const judge = JwtVerifier.create({ issuer: ISSUER, audience: null, graceSeconds: 60 });
judge.cacheJwks({ keys: [key.jwk, other.jwk] as never });

beforeAll(() => jest.useFakeTimers({ now: now * 1000, doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] }));
afterAll(() => jest.useRealTimers());

const ours = (token: string): Promise<boolean> =>
  verifyToken(token, source, rules, now).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TokenRefused) return false;
      throw error;
    },
  );

function theirs(token: string): boolean {
  try {
    judge.verifySync(token);
    return true;
  } catch {
    return false;
  }
}

const SEED = { seed: 20_260_102, numRuns: 1000 };

test("what aws-jwt-verify refuses is refused: one character of a good token changed, added or left out", async () => {
  const token = sign(key);
  const spot = fc.nat({ max: token.length - 1 });
  const character = fc.constantFrom(..."ABCxyz019-_.=+/ \n~".split(""), "");
  await fc.assert(
    fc.asyncProperty(spot, character, fc.boolean(), async (at, char, isInsertion) => {
      const changed = token.slice(0, at) + char + token.slice(isInsertion ? at : at + 1);
      return !(await ours(changed)) || theirs(changed);
    }),
    SEED,
  );
});

const seconds = fc.oneof(
  fc.integer({ min: -4000, max: 4000 }).map((offset) => now + offset),
  fc.constantFrom(now - 61, now + 60, now + 61, now - 3660, now - 3661, now + 0.5),
);
const odd = fc.constantFrom(undefined, null, "", "1700000000", true, {}, [], -1);
const time = fc.oneof({ weight: 5, arbitrary: seconds }, odd);

/** The judge looks at no age, and takes a token without an end. The very end of the skew, where the two differ, is claims.test.ts's. */
const isOfOurTime = ({ exp, iat }: { readonly exp?: unknown; readonly iat?: unknown }): boolean =>
  exp !== undefined && typeof iat === "number" && iat <= now + 60 && now - iat <= 3660;

test("about times, issuer and key the verdict is the judge's, in both directions", async () => {
  const claims = fc.record({ exp: time, iat: time, nbf: fc.oneof(seconds, fc.constant(undefined)) });
  const issuer = fc.constantFrom(ISSUER, ISSUER, ISSUER, `${ISSUER}/`, "", undefined);
  const signer = fc.constantFrom(key, other, { ...other, kid: "key-1" }, { ...key, kid: "key-3" });
  await fc.assert(
    fc.asyncProperty(claims, issuer, signer, async (times, iss, by) => {
      fc.pre(times.exp !== now - 60);
      const token = sign(by, accessClaims({ ...times, iss }));
      return (await ours(token)) === (theirs(token) && isOfOurTime(times));
    }),
    { ...SEED, examples: [[{ exp: now + 10, iat: now, nbf: now }, ISSUER, key]] },
  );
});
