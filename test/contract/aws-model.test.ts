import * as sdk from "@aws-sdk/client-rekognition";
import document from "../../functions/contract/openapi.json";
import { OPERATION_NAMES } from "../../functions/pool/operations";

/**
 * AWS's own model, as the SDK carries it for its serializers: a structure is [3, namespace, name, traits, members, their schemas, how many
 * of them are required], a list [1, …, its entries'], and a plain type is a number; 64 and more are lists of one.
 */
type Model = number | readonly unknown[] | (() => Model);

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

const schemas = document.components.schemas as unknown as Readonly<Record<string, Schema>>;
const models = sdk as unknown as Readonly<Record<string, Model>>;
const [STRUCTURE, LIST] = [3, 1];
const PLAIN: Readonly<Record<number, readonly string[]>> = {
  0: ["string"],
  1: ["number", "integer"],
  2: ["boolean"],
  21: ["string"],
};

/** Where the contract and AWS's model differ: in names, types, or what is required. */
function differences(path: string, schema: Schema, model: Model): string[] {
  const known = schema.$ref === undefined ? schema : (schemas[schema.$ref.replace("#/components/schemas/", "")] ?? {});
  if (typeof model === "function") return differences(path, known, model());
  if (typeof model === "number") return plainDifferences(path, known, model);
  // With traits of its own: the schema and they.
  if (typeof model[0] === "function") return differences(path, known, model[0] as Model);
  const [kind, , , , third, fourth, required] = model as [number, string, string, unknown, unknown, unknown, number?];
  if (kind === LIST) return listDifferences(path, known, third as Model);
  if (kind !== STRUCTURE) return plainDifferences(path, known, third as number);
  const names = third as readonly string[];
  const described = known.properties ?? {};
  return [
    ...named(
      path,
      "lacks",
      names.filter((name) => !(name in described)),
    ),
    ...named(
      path,
      "has besides",
      Object.keys(described).filter((name) => !names.includes(name)),
    ),
    ...named(
      path,
      "does not require",
      names.slice(0, required ?? 0).filter((name) => !isRequired(known, name)),
    ),
    ...names.flatMap((name, at) => differences(`${path}.${name}`, described[name] ?? {}, (fourth as Model[])[at] ?? 0)),
  ];
}

function listDifferences(path: string, schema: Schema, entries: Model): string[] {
  return schema.type === "array" ? differences(`${path}[]`, schema.items ?? {}, entries) : [`${path} is not an array`];
}

function plainDifferences(path: string, schema: Schema, model: number): string[] {
  if (model >= 64) return listDifferences(path, schema, model - 64);
  const types = PLAIN[model] ?? [];
  return types.includes(schema.type ?? "") ? [] : [`${path} is ${schema.type ?? "nothing"}, not ${types.join(" or ")}`];
}

function isRequired({ required = [] }: Schema, name: string): boolean {
  return required.includes(name);
}

function named(path: string, what: string, names: readonly string[]): string[] {
  return names.map((name) => `${path} ${what} ${name}`);
}

test.each(OPERATION_NAMES)("the contract's answer of %s is AWS's, member by member", (name) => {
  expect(differences(name, { $ref: `#/components/schemas/${name}Response` }, models[`${name}Response$`] ?? 0)).toEqual(
    [],
  );
});

test.each(OPERATION_NAMES)("the contract's request of %s is AWS's, member by member", (name) => {
  expect(differences(name, { $ref: `#/components/schemas/${name}Request` }, models[`${name}Request$`] ?? 0)).toEqual(
    [],
  );
});

test("the contract's choices are AWS's", () => {
  const at = (schema: string, member: string): readonly string[] => {
    const found = schemas[schema]?.properties?.[member];
    return [...(found?.enum ?? found?.items?.enum ?? [])].sort();
  };
  const of = (values: object): string[] => (Object.values(values) as string[]).sort();
  expect(at("Landmark", "Type")).toEqual(of(sdk.LandmarkType));
  expect(at("Emotion", "Type")).toEqual(of(sdk.EmotionName));
  expect(at("Gender", "Value")).toEqual(of(sdk.GenderType));
  expect(at("KnownGender", "Type")).toEqual(of(sdk.KnownGenderType));
  expect(at("TextDetection", "Type")).toEqual(of(sdk.TextTypes));
  expect(at("ProtectiveEquipmentBodyPart", "Name")).toEqual(of(sdk.BodyPart));
  expect(at("EquipmentDetection", "Type")).toEqual(of(sdk.ProtectiveEquipmentType));
  expect(at("DetectFacesResponse", "OrientationCorrection")).toEqual(of(sdk.OrientationCorrection));
  expect(at("DetectFacesRequest", "Attributes")).toEqual(of(sdk.Attribute));
  expect(at("DetectLabelsRequest", "Features")).toEqual(of(sdk.DetectLabelsFeatureName));
  expect(at("CompareFacesRequest", "QualityFilter")).toEqual(of(sdk.QualityFilter));
  expect(at("ProtectiveEquipmentSummarizationAttributes", "RequiredEquipmentTypes")).toEqual(
    of(sdk.ProtectiveEquipmentType),
  );
});
