import contract from "../../../functions/contract/openapi.json";
import { DENIED_REASONS, PROBLEM_CODES, problemStatus } from "../../../functions/contract/problem";
import {
  DOMAIN_ID_PATTERN,
  LANDING_FORMS,
  LANDING_URI_MAX_LENGTH,
  LANDING_URI_PATTERN,
  SESSION_SECONDS,
  STUDIO_NAME_PATTERN,
  URL_SECONDS,
} from "../../../functions/contract/studio-profile";
import { graphOf } from "../../variants";

interface Answer {
  readonly $ref?: string;
}

const { schemas, parameters, responses } = contract.components;
const fields = schemas.PresignedUrlRequest.properties;

test("the codes of the contract are the codes of the functions", () => {
  expect(schemas.ProblemCode.enum).toEqual(PROBLEM_CODES);
  expect(schemas.Problem.properties.reason.enum).toEqual(DENIED_REASONS);
});

test("every code is explained by one of the contract's answers, at its own status", () => {
  const paths = contract.paths as unknown as Record<string, Record<string, { responses?: Record<string, Answer> }>>;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const described = operations.flatMap(({ responses: answers = {} }) =>
    Object.entries(answers).map(([status, { $ref = "" }]) => {
      const name = $ref.slice($ref.lastIndexOf("/") + 1) as keyof typeof responses;
      return `${status} ${name in responses ? responses[name].description : ""}`;
    }),
  );
  const explained = (code: (typeof PROBLEM_CODES)[number]) =>
    described.some((text) => text.startsWith(`${problemStatus(code)} `) && text.includes(code));
  expect(PROBLEM_CODES.filter((code) => !explained(code))).toEqual([]);
});

test("the bounds of the contract are SageMaker's", () => {
  const bounds = ({ min, max }: { min: number; max: number }) => ({ type: "integer", minimum: min, maximum: max });
  expect(fields.expiresInSeconds).toMatchObject(bounds(URL_SECONDS));
  expect(fields.sessionExpirationInSeconds).toMatchObject(bounds(SESSION_SECONDS));
  expect(fields.landingUri).toMatchObject({ maxLength: LANDING_URI_MAX_LENGTH, pattern: LANDING_URI_PATTERN });
  expect(fields.spaceName).toMatchObject({ maxLength: 63, pattern: STUDIO_NAME_PATTERN });
  expect(parameters.DomainId.schema).toMatchObject({ maxLength: 63, pattern: DOMAIN_ID_PATTERN });
  expect(parameters.UserProfileName.schema).toMatchObject({ maxLength: 63, pattern: STUDIO_NAME_PATTERN });
  expect(schemas.StudioProfile.properties.landingUris.items.enum).toEqual(LANDING_FORMS);
});

test("nothing in a request's body names a person or a profile", () => {
  expect(Object.keys(fields).sort()).toEqual([
    "expiresInSeconds",
    "landingUri",
    "sessionExpirationInSeconds",
    "spaceName",
  ]);
  expect(schemas.PresignedUrlRequest.additionalProperties).toBe(false);
});

test("the request's schema uses only what API Gateway's models know (JSON schema draft 4)", () => {
  const keywords = [schemas.PresignedUrlRequest, ...Object.values(fields)].flatMap((schema) => Object.keys(schema));
  const known = [
    "type",
    "description",
    "additionalProperties",
    "properties",
    "minimum",
    "maximum",
    "maxLength",
    "pattern",
  ];
  expect([...new Set(keywords)].filter((keyword) => !known.includes(keyword))).toEqual([]);
});

test("the server's stage is the one that config names unless told otherwise", () => {
  const stage = graphOf("strict").resources.find(({ type }) => type === "aws:apigateway/stage:Stage");
  expect(contract.servers[0]?.variables.stage.default).toBe(stage?.inputs["stageName"]);
});

test("every reference in the contract leads somewhere", () => {
  const references = [...JSON.stringify(contract).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
  const follow = (path: string): unknown =>
    path.split("/").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], contract);
  expect(references.filter((path) => follow(path) === undefined)).toEqual([]);
});
