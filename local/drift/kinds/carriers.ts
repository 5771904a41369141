import { text } from "../../../policies/audit/collect/graph/graph";
import { type Kind, shown } from "./kind";

const ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint";

/** VPC endpoints, and the policies that resources carry. */
export const CARRIER_KINDS: Readonly<Record<string, Kind>> = {
  [ENDPOINT]: {
    title: ({ key, inputs }) => `VPC endpoint ${key} (${text(inputs["serviceName"]) ?? "unknown service"})`,
    settings: {
      serviceName: undefined,
      vpcId: undefined,
      vpcEndpointType: "Gateway",
      privateDnsEnabled: false,
      subnetIds: undefined,
      routeTableIds: undefined,
      securityGroupIds: undefined,
    },
    describe: ({ inputs }) => `it is in ${shown(inputs["vpcId"])}`,
  },
  "ec2/vpcEndpointPolicy:VpcEndpointPolicy": {
    title: ({ key }) => `policy of VPC endpoint ${key}`,
    settings: {},
    policies: ["policy"],
    partOf: [ENDPOINT, (key) => key],
  },
  "s3/bucketPolicy:BucketPolicy": {
    title: ({ key }) => `policy of bucket ${key}`,
    settings: {},
    policies: ["policy"],
  },
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    title: ({ key }) => `public access block of bucket ${key}`,
    settings: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  },
  "sqs/queuePolicy:QueuePolicy": {
    title: ({ key }) => `policy of queue ${key.split("/").at(-1) ?? key}`,
    settings: {},
    policies: ["policy"],
  },
  "dynamodb/resourcePolicy:ResourcePolicy": {
    title: ({ key }) => `policy of table ${key.split("/").at(-1) ?? key}`,
    settings: {},
    policies: ["policy"],
  },
};
