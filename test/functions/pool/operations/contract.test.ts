import contract from "../../../../functions/contract/openapi.json";
import { plannableOperations } from "../../../../functions/pool/stored/image-plan";
import { readPoolSettings } from "../../../../functions/pool/env";
import { OPERATION_NAMES, operationOfPath, OPERATIONS } from "../../../../functions/pool/operations";
import { OPERATIONS as DESCRIBED, resolved } from "../../../contract/contract";
import { objectSchema } from "./field-schema";
import { PoolWorld } from "../pool-world";

const schemas: Readonly<Record<string, unknown>> = contract.components.schemas;

/** A schema with its references followed, all but the image's, and without words. */
function plain(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(plain);
  if ((schema as { $ref?: string }).$ref === IMAGE.$ref) return schema;
  const { description: _, ...others } = resolved(schema) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(others).map(([name, value]) => [name, plain(value)]));
}

const IMAGE = { $ref: "#/components/schemas/Image" };

test.each(Object.values(OPERATIONS))(
  "the contract's request of $name is what the function checks, field by field",
  (operation) => {
    const { imageMembers, fields, requiredFields } = operation;
    const images = Object.fromEntries(imageMembers.map((member) => [member, IMAGE]));
    const described = objectSchema(fields) as { properties: object };
    expect(plain(schemas[`${operation.name}Request`])).toEqual({
      type: "object",
      additionalProperties: false,
      required: [...imageMembers, ...requiredFields],
      properties: { ...images, ...described.properties },
    });
  },
);

test("each operation has a path of its own, with its own body and its own answer", () => {
  for (const name of OPERATION_NAMES) {
    const found = DESCRIBED.find(({ path }) => path === `/v1/rekognition/${OPERATIONS[name].path}`);
    const body = found?.operation.requestBody?.content["application/json"]?.schema;
    const answer =
      found && resolved(found.operation.responses["200"] ?? { description: "" }).content?.["application/json"];
    expect([found?.method, body, answer?.schema]).toEqual([
      "POST",
      { $ref: `#/components/schemas/${name}Request` },
      { $ref: `#/components/schemas/${name}Response` },
    ]);
    expect(operationOfPath(OPERATIONS[name].path)?.name).toBe(name);
  }
  expect(DESCRIBED.filter(({ path }) => path.startsWith("/v1/rekognition/"))).toHaveLength(OPERATION_NAMES.length);
});

test("what the contract lets be planned is what the function plans, with the operation's own options", async () => {
  const world = await PoolWorld.start();
  const names = plannableOperations(readPoolSettings("test", world.environment()));
  await world.stop();
  const { PlannedOperation, ImageUploadRequest, ImageResult } = contract.components.schemas;
  expect(PlannedOperation.oneOf).toEqual(names.map((name) => ({ $ref: `#/components/schemas/Planned${name}` })));
  expect(ImageUploadRequest.properties.operations.maxItems).toBe(names.length);
  expect(ImageResult.properties.operations.items.enum).toEqual(names);
  expect(Object.keys(ImageResult.properties.results.properties)).toEqual(names);
  for (const name of names) {
    const { properties } = plain(schemas[`Planned${name}`]) as { properties: Record<string, unknown> };
    expect(properties).toEqual({
      operation: { type: "string", enum: [name] },
      options: objectSchema(OPERATIONS[name].fields, OPERATIONS[name].requiredFields),
    });
  }
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
