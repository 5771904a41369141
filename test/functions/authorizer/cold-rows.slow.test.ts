import type { APIGatewayAuthorizerResult } from "aws-lambda";
import { KEY_SET_MS } from "../../../functions/authorizer/fetched-key-source";
import { ROW_MS } from "../../../functions/authorizer/rows/profiles-by-row";
import { callerIdOf } from "../../../functions/contract/caller";
import { personItem } from "../../../functions/people/people-item";
import { one } from "../../../local/program/graph";
import { graphOf } from "../../variants";
import { AUTHORIZER_ENVIRONMENT, bearer, DOMAIN } from "../events";
import { FunctionProcess } from "../function-process";
import { KeyServer } from "../key-server";
import { type Behaviour, PeopleServer } from "../people-server";
import { accessClaims, ISSUER, sign, signingKey } from "../tokens";

/** A function's first question in table mode: it fetches the key set, loads the SDK, and reads the row. */
const key = signingKey();
const token = sign(key, accessClaims({ sub: "jane" }));
let keys: KeyServer;
let table: PeopleServer;

beforeAll(async () => {
  [keys, table] = await Promise.all([KeyServer.start(key.jwk), PeopleServer.start()]);
  const person = { issuer: ISSUER, subject: "jane" };
  const row = { ...person, callerId: callerIdOf(person), state: "active", version: 1 } as const;
  table.items.set(row.callerId, personItem({ ...row, entries: [{ domainId: DOMAIN, userProfileName: "own" }] }));
});
afterAll(() => Promise.all([keys.stop(), table.stop()]));

test.each<Behaviour>(["throttle", "hang"])(
  "while the table does not serve (%s), the first question of a cold one is answered, and by no Allow; the next one asks again",
  async (behaviour) => {
    table.behaviour = behaviour;
    const authorizer = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-fetched-keys-by-row", {
      ...AUTHORIZER_ENVIRONMENT,
      KEY_SET_URL: keys.url,
      ...table.environment,
      DOMAIN_IDS: DOMAIN,
    });
    try {
      expect(await authorizer.failure(bearer(token))).toBe("The mapping table cannot be read.");
      table.behaviour = "serve";
      expect(JSON.stringify((await authorizer.answer(bearer(token))).policyDocument)).toContain("/profiles/own/");
    } finally {
      await authorizer.stop();
    }
  },
);

test.each(["table", "table-pinned"] as const)(
  "what it waits for fits into its time limit, with a second for its start: %s",
  (variant) => {
    const authorizer = one(graphOf(variant), "aws:lambda/function:Function", ({ name }) => name === "authorizer");
    expect(KEY_SET_MS + ROW_MS + 1000).toBeLessThanOrEqual(1000 * Number(authorizer.inputs["timeout"]));
  },
);
