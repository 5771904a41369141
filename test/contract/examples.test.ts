import document from "../../functions/contract/openapi.json";
import { problemDocument, type Problem } from "../../functions/contract/problem";
import { ShippedApi } from "../local/cloud/fixture/shipped-api";
import { answerFaults, type Described, OPERATIONS, requestFaults, resolved, schemaFault } from "./contract";

interface Examples {
  readonly schema: object;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

let api: ShippedApi;
beforeAll(async () => {
  api = await ShippedApi.start("dev");
});
afterAll(() => api.close());

const REQUESTS = OPERATIONS.flatMap((described) => {
  const { examples = {} } = described.operation.requestBody?.content["application/json"] ?? {};
  return Object.entries(examples).map(([name, { value }]) => ({
    described,
    example: name,
    value,
    path: described.path,
  }));
});

/** Of the person whose token is sent. */
function pathFor({ path }: Described): string {
  return path.replace("{domainId}", api.variable("DOMAIN_ID")).replace("{userProfileName}", "alice");
}

test.each(REQUESTS)(
  "the request $example of $path works as it stands, and is answered as described",
  async ({ described, value }) => {
    expect(requestFaults(described, value)).toEqual([]);
    const groups = { "cognito:groups": ["studio-users", "rekognition-users"] };
    const { status, headers, text } = await api.ask(`${described.method} ${pathFor(described)}`, {
      headers: { authorization: `Bearer ${api.token(groups)}`, "content-type": "application/json" },
      body: JSON.stringify(value),
    });
    expect([status, answerFaults(described, { status, headers, body: text })]).toEqual([200, []]);
  },
);

test("every operation that takes a body has an example of one, and every answer has one too", () => {
  const bodies = OPERATIONS.filter(({ operation }) => operation.requestBody);
  expect(new Set(REQUESTS.map(({ path }) => path))).toEqual(new Set(bodies.map(({ path }) => path)));
  for (const { path, operation } of OPERATIONS) {
    const contents = Object.values(operation.responses).flatMap((response) =>
      Object.values(resolved(response).content ?? {}),
    );
    const without = contents.filter(({ examples }: Examples) => Object.keys(examples ?? {}).length === 0);
    expect([path, without]).toEqual([path, []]);
  }
});

const answers = OPERATIONS.flatMap(({ path, operation }) =>
  Object.entries(resolved(operation.responses["200"] ?? { description: "" }).content ?? {}).flatMap(([, content]) =>
    Object.entries((content as Examples).examples ?? {}).map(([name, { value }]) => ({
      path,
      name,
      value,
      schema: content.schema,
    })),
  ),
);

test.each(answers)("the answer $name of $path fits its own schema", ({ value, schema }) => {
  expect(schemaFault(schema, value)).toBe("");
});

const problems = Object.entries(document.components.responses).flatMap(([response, { description, content }]) =>
  Object.entries(content["application/problem+json"].examples).map(([name, example]) => ({
    response,
    name,
    description,
    value: (example as { value: unknown }).value as Problem & { requestId: string; status?: number },
  })),
);

test.each(problems)(
  "the problem $name of $response is what is answered: its title, its status, and a code that is explained",
  (each) => {
    const { status, ...expected } = problemDocument(each.value, each.value.requestId);
    expect(each.value).toEqual(each.value.status === undefined ? expected : { ...expected, status });
    expect(schemaFault({ $ref: "#/components/schemas/Problem" }, each.value)).toBe("");
    expect(each.description).toContain(each.value.code);
  },
);
