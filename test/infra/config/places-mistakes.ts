const SUBNETS = ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"];
export const VPC = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: SUBNETS,
  routeTableIds: ["rtb-0a1b2c3d4e5f60711"],
};
const ID = "vpce-0a1b2c3d4e5f60711";
const HUB = { vpcId: "vpc-0a1b2c3d4e5f60799", cidr: "10.100.0.0/16" };

/** Key, bad value, the place that is named, and the line that fixes it: things that exist already, and what a company prescribes. */
export const PLACES_MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["existingVpc", "vpc-0a1b2c3d4e5f60718", "existingVpc", "existingVpc.vpcId vpc-0123456789abcdef0"],
  [
    "existingVpc",
    { ...VPC, vpcId: "VPC-0A1B2C3D4E5F60718" },
    "existingVpc.vpcId",
    "existingVpc.vpcId vpc-0a1b2c3d4e5f60718",
  ],
  ["existingVpc", { ...VPC, subnetIds: undefined }, "existingVpc.subnetIds", "subnetIds[0]' subnet-0123456789abcdef0"],
  ["existingVpc", { ...VPC, subnetIds: SUBNETS.slice(1) }, "existingVpc.subnetIds", "subnetIds[1]' subnet-"],
  [
    "existingVpc",
    { ...VPC, subnetIds: [SUBNETS[0], SUBNETS[0]] },
    "existingVpc.subnetIds[1]",
    "config rm --stack staging --path",
  ],
  [
    "existingVpc",
    { ...VPC, subnetIds: [...SUBNETS, "subnet-0a1b2c3d4e5f60713", "subnet-0a1b2c3d4e5f60714"] },
    "existingVpc.subnetIds[3]",
    "config rm --stack staging --path",
  ],
  [
    "existingVpc",
    { ...VPC, routeTableIds: ["main"] },
    "existingVpc.routeTableIds[0]",
    "routeTableIds[0]' rtb-0123456789abcdef0",
  ],
  [
    "existingVpc",
    { vpcId: VPC.vpcId, subnetIds: SUBNETS },
    "existingVpc.routeTableIds",
    "existingVpc.routeTableIds[0]' rtb-",
  ],
  ["existingVpc", { ...VPC, subnets: SUBNETS }, "existingVpc.subnets", "rm --stack staging --path existingVpc.subnets"],
  ["existingEndpoints", [], "existingEndpoints", "existingEndpoints.sts.id vpce-0123456789abcdef0"],
  [
    "existingEndpoints",
    { ssm: { id: ID } },
    "existingEndpoints.ssm",
    "rm --stack staging --path existingEndpoints.ssm",
  ],
  [
    "existingEndpoints",
    { "sagemaker-api": { id: ID, ...HUB } },
    'existingEndpoints["sagemaker-api"]',
    `existingEndpoints["sagemaker.api"].id' ${ID}`,
  ],
  [
    "existingEndpoints",
    { sts: { ...HUB } },
    "existingEndpoints.sts.id",
    "existingEndpoints.sts.id vpce-0123456789abcdef0",
  ],
  [
    "existingEndpoints",
    { sts: { id: "sts" } },
    "existingEndpoints.sts.id",
    "existingEndpoints.sts.id vpce-0123456789abcdef0",
  ],
  [
    "existingEndpoints",
    { sts: { id: ID, ...HUB, policy: "full access" } },
    "existingEndpoints.sts.policy",
    "existingEndpoints.sts.policy",
  ],
  [
    "existingEndpoints",
    { sts: { id: ID, vpcId: HUB.vpcId } },
    "existingEndpoints.sts.cidr",
    "existingEndpoints.sts.cidr 10.100.0.0/16",
  ],
  [
    "existingEndpoints",
    { sts: { id: ID, cidr: HUB.cidr } },
    "existingEndpoints.sts.vpcId",
    "existingEndpoints.sts.vpcId vpc-",
  ],
  [
    "existingEndpoints",
    { sts: { id: ID } },
    "existingEndpoints.sts",
    "rm --stack staging --path existingEndpoints.sts",
  ],
  [
    "existingEndpoints",
    { s3: { id: ID, ...HUB } },
    "existingEndpoints.s3",
    "rm --stack staging --path existingEndpoints.s3",
  ],
  ["existingEndpoints", { dynamodb: { id: ID } }, "existingEndpoints.dynamodb", "rm --stack staging"],
  [
    "existingEndpoints",
    { sts: { id: ID, ...HUB, cidr: "10.64.0.0/16" } },
    "existingEndpoints.sts.cidr",
    "existingEndpoints.sts.cidr",
  ],
  [
    "existingEndpoints",
    { sts: { id: ID, ...HUB }, studio: { id: ID, ...HUB } },
    "existingEndpoints.sts",
    "rm --stack staging",
  ],
  ["requiredTags", ["costCentre=1"], "requiredTags", "requiredTags.costCentre ml-platform"],
  ["requiredTags", { costCentre: 4711 }, "requiredTags.costCentre", "--type string requiredTags.costCentre 4711"],
  ["requiredTags", { owner: "R&D" }, "requiredTags.owner", "requiredTags.owner R-D"],
  ["requiredTags", { owner: "a".repeat(257) }, "requiredTags.owner", "requiredTags.owner aaa"],
  ["requiredTags", { "aws:owner": "ml" }, 'requiredTags["aws:owner"]', "config rm --stack staging --path"],
  ["requiredTags", { stack: "prod" }, "requiredTags.stack", "config rm --stack staging --path requiredTags.stack"],
  [
    "requiredTags",
    { StudioUserProfile: "alice" },
    "requiredTags.StudioUserProfile",
    "config rm --stack staging --path",
  ],
  [
    "logEncryptionKeyArn",
    "alias/logs",
    "logEncryptionKeyArn",
    "logEncryptionKeyArn arn:aws:kms:eu-central-1:111122223333:key/",
  ],
  [
    "logEncryptionKeyArn",
    "arn:aws:kms:eu-west-1:111122223333:key/1234",
    "logEncryptionKeyArn",
    "config rm --stack staging",
  ],
  [
    "dataEncryptionKeyArn",
    "alias/data",
    "dataEncryptionKeyArn",
    "dataEncryptionKeyArn arn:aws:kms:eu-central-1:111122223333:key/",
  ],
  [
    "dataEncryptionKeyArn",
    "arn:aws:kms:eu-west-1:111122223333:key/1234",
    "dataEncryptionKeyArn",
    "config rm --stack staging",
  ],
  [
    "dataEncryptionKeyArn",
    "arn:aws-cn:kms:eu-central-1:111122223333:key/1234",
    "dataEncryptionKeyArn",
    "dataEncryptionKeyArn arn:aws:kms:eu-central-1:111122223333:key/1234",
  ],
  ["existingResolverAddresses", ["10.64.0.10"], "existingResolverAddresses", "config rm --stack staging"],
  [
    "existingResolverAddresses",
    ["resolver"],
    "existingResolverAddresses[0]",
    "existingResolverAddresses[0]' 10.80.0.10",
  ],
];
