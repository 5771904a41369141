import contract from "../../../functions/http/openapi.json";
import { plannableOperations } from "../../../functions/pool/image-plan";
import { readPoolSettings } from "../../../functions/pool/env";
import { OPERATION_NAMES, operationOfPath, OPERATIONS, pathOfOperation } from "../../../functions/pool/operations";
import { objectSchema } from "./field-schema";
import { PoolWorld } from "./pool-world";

const schemas: Readonly<Record<string, unknown>> = contract.components.schemas;

test.each(Object.values(OPERATIONS))(
  "the contract's request of $name is what the function checks, field by field",
  (operation) => {
    const { imageMembers, fields } = operation;
    const image = Object.fromEntries(imageMembers.map((member) => [member, { $ref: "#/components/schemas/Image" }]));
    const described = objectSchema(fields) as { properties: object };
    expect(schemas[`${operation.name}Request`]).toEqual({
      type: "object",
      additionalProperties: false,
      required: imageMembers,
      properties: { ...image, ...described.properties },
    });
  },
);

test("the contract's path takes the seven operations, in the spelling of paths", () => {
  const { parameters } = contract.components;
  const paths = OPERATION_NAMES.map(pathOfOperation);
  expect(paths).toEqual([
    "compare-faces",
    "detect-faces",
    "detect-labels",
    "detect-moderation-labels",
    "detect-protective-equipment",
    "detect-text",
    "recognize-celebrities",
  ]);
  expect(parameters.Operation.schema.enum).toEqual(paths);
  expect(paths.map((path) => operationOfPath(path)?.name)).toEqual(OPERATION_NAMES);
  const requests =
    contract.paths["/v1/rekognition/{operation}"].post.requestBody.content["application/json"].schema.oneOf;
  expect(requests).toEqual(OPERATION_NAMES.map((name) => ({ $ref: `#/components/schemas/${name}Request` })));
});

test("what the contract lets be planned is what the function plans", async () => {
  const world = await PoolWorld.start();
  const names = plannableOperations(readPoolSettings("test", world.environment()));
  await world.stop();
  expect(contract.components.schemas.PlannedOperation.properties.operation.enum).toEqual(names);
  expect(contract.components.schemas.ImageUploadRequest.properties.operations.maxItems).toBe(names.length);
});

test("the limits are Rekognition's", () => {
  expect(Object.fromEntries(Object.values(OPERATIONS).map(({ name, imageLimits }) => [name, imageLimits]))).toEqual({
    CompareFaces: { maxBytes: 5_242_880, minSide: 80 },
    DetectFaces: { maxBytes: 5_242_880, minSide: 80 },
    DetectLabels: { maxBytes: 5_242_880, minSide: 80, maxSide: 10_000 },
    DetectModerationLabels: { maxBytes: 5_242_880, minSide: 80, maxSide: 10_000 },
    DetectProtectiveEquipment: { maxBytes: 4_194_304, minSide: 64, maxSide: 4096 },
    DetectText: { maxBytes: 5_242_880, minSide: 80 },
    RecognizeCelebrities: { maxBytes: 5_242_880, minSide: 80 },
  });
});
