import { endpointServiceName, findPartition, partitionOf } from "../../infra/partition";

test.each([
  ["eu-central-1", "aws", "amazonaws.com", true],
  ["us-east-1", "aws", "amazonaws.com", true],
  ["ap-southeast-7", "aws", "amazonaws.com", true],
  ["il-central-1", "aws", "amazonaws.com", true],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn", false],
  ["cn-northwest-1", "aws-cn", "amazonaws.com.cn", false],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com", true],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com", true],
])("%s is in %s with names under %s (Cognito user pools: %s)", (region, partition, dnsSuffix, hasCognitoUserPools) => {
  expect(partitionOf(region)).toMatchObject({ partition, dnsSuffix, hasCognitoUserPools });
});

test.each(["us-iso-east-1", "us-isob-east-1", "eusc-de-east-1", "eu-central", "EU-CENTRAL-1", "mars-north-1", ""])(
  "%s is in no partition that we know",
  (region) => {
    expect(findPartition(region)).toBeUndefined();
    expect(() => partitionOf(region)).toThrow(`"${region}"`);
  },
);

test.each([
  ["eu-central-1", "execute-api", "Interface", "com.amazonaws.eu-central-1.execute-api"],
  ["eu-central-1", "sagemaker.api", "Interface", "com.amazonaws.eu-central-1.sagemaker.api"],
  ["eu-central-1", "studio", "Interface", "aws.sagemaker.eu-central-1.studio"],
  ["eu-central-1", "s3", "Gateway", "com.amazonaws.eu-central-1.s3"],
  ["us-gov-west-1", "sts", "Interface", "com.amazonaws.us-gov-west-1.sts"],
  ["cn-north-1", "execute-api", "Interface", "cn.com.amazonaws.cn-north-1.execute-api"],
  ["cn-north-1", "sagemaker.api", "Interface", "cn.com.amazonaws.cn-north-1.sagemaker.api"],
  ["cn-north-1", "sagemaker.runtime", "Interface", "cn.com.amazonaws.cn-north-1.sagemaker.runtime"],
  ["cn-north-1", "sts", "Interface", "cn.com.amazonaws.cn-north-1.sts"],
  ["cn-north-1", "s3", "Interface", "cn.com.amazonaws.cn-north-1.s3"],
  ["cn-north-1", "s3", "Gateway", "com.amazonaws.cn-north-1.s3"],
  ["cn-north-1", "logs", "Interface", "com.amazonaws.cn-north-1.logs"],
] as const)("in %s the endpoint service of %s (%s) is %s", (region, service, type, name) => {
  expect(endpointServiceName(region, service, type)).toBe(name);
});
