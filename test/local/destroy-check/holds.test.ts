import { holdsOf, type Standing } from "../../../local/destroy-check/holds";
import { standingOf } from "../../../local/destroy-check/standing";
import { holdsText } from "../../../local/destroy-check/text";
import { graphOf } from "../../variants";

const EMPTY = { apps: [], spaces: [] };

/** As the command asks, with a variant's own outputs in place of a deployed stack's. */
function standing(variant: Parameters<typeof graphOf>[0], more: Partial<Standing> = {}): Standing {
  const { outputs } = graphOf(variant);
  const target = {
    domainId: String(outputs["studioDomainId"]),
    client: { region: "eu-central-1" },
    options: "--stack it ",
  };
  return { ...standingOf(outputs, { target, stack: "it", found: EMPTY, fileSystemId: undefined }), ...more };
}

const stopping = (of: Standing) => holdsOf(of).filter(({ effect }) => effect === "stops");
const switches = (of: Standing) => stopping(of).map(({ why }) => why.split(" ")[0]);

test("dev keeps nothing: only home folders may stay, and interfaces take their time", () => {
  const holds = holdsOf(standing("dev", { fileSystemId: "fs-0123456789abcdef0" }));
  expect(holds.map(({ effect }) => effect)).toEqual(["stays", "waits"]);
  expect(holds[0]?.remove).toContain(
    "aws efs delete-file-system --region eu-central-1 --file-system-id fs-0123456789abcdef0",
  );
});

test("apps and spaces come first, with the command that deletes them", () => {
  const app = {
    owner: { kind: "profile" as const, name: "alice" },
    type: "JupyterLab",
    name: "a",
    status: "InService",
  };
  const [first] = holdsOf(standing("dev", { found: { apps: [app], spaces: [] } }));
  expect(first).toMatchObject({ effect: "stops", remove: ["npm run empty-studio -- --stack it --yes"] });
});

test.each([
  ["strict", ["deletionProtection", "retainStudioHomes"]],
  ["pool", ["deletionProtection", "retainImages"]],
  ["table-pinned", ["deletionProtection"]],
] as const)(
  "%s: every switch that keeps something is named once, with everything that Pulumi protects",
  (variant, keys) => {
    expect(switches(standing(variant))).toEqual(keys);
    const kept = graphOf(variant).resources.filter(({ options }) => options["protect"] === true);
    expect(kept.length).toBeGreaterThan(0);
    const words = stopping(standing(variant))
      .map(({ what }) => what)
      .join(", ");
    for (const { type } of kept) expect(words).toContain(WORDS[type] ?? type);
  },
);

/** What a reader finds of each type that the program protects. */
const WORDS: Readonly<Record<string, string>> = {
  "aws:cognito/userPool:UserPool": "user pool",
  "aws:cognito/userGroup:UserGroup": "groups",
  "aws:dynamodb/table:Table": "table",
  "aws:s3/bucket:Bucket": "images bucket",
  "aws:sagemaker/domain:Domain": "Studio domain",
  "aws:sagemaker/userProfile:UserProfile": "user profiles",
  "aws:ec2/vpc:Vpc": "VPC",
};

test("the text says how many things stop it, and each line can be pasted", () => {
  const text = holdsText(holdsOf(standing("pool")), "Stack it on AWS");
  expect(text).toMatch(/^Stack it on AWS: 2 things stop pulumi destroy\.\n/);
  expect(text).toContain(
    "    pulumi config set --stack it retainImages false && pulumi up --stack it\n" +
      "    pulumi destroy --stack it --exclude-protected    # keeps them, and takes the rest\n" +
      "    aws s3api delete-bucket-policy --bucket images-",
  );
});

test("a record of an older release counts as kept, and the laptop's lines name no stack", () => {
  expect(switches(standing("pool", { deployed: {} }))).toContain("retainImages");
  const laptop = holdsOf(standing("pool", { stackOption: "", targetOption: "--name second" }));
  expect(laptop.map(({ effect }) => effect)).toEqual(["stops", "stops"]);
  expect(laptop[0]?.remove[0]).toBe("pulumi config set deletionProtection false && pulumi up");
});
