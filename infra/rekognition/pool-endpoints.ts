import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { dynamodbEndpointPolicy } from "../../policies/endpoints/dynamodb";
import { officeS3EndpointPolicy } from "../../policies/endpoints/s3-office";
import { createDynamoDbEndpoint } from "../network/dynamodb-endpoint";
import { InterfaceEndpoint } from "../network/interface-endpoint";
import type { Network } from "../network/network";
import { allowOut, createSecurityGroup } from "../network/traffic";
import { policyText } from "../place";

export interface PoolEndpointsArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly network: Network;
  readonly corporateCidrs: readonly string[];
  /** The gateway endpoint of S3, which stands already. */
  readonly s3: aws.ec2.VpcEndpoint;
  /** The one of DynamoDB, where table mode has made it; its policy then speaks for the pool, too. */
  readonly dynamodb: aws.ec2.VpcEndpoint | undefined;
  readonly bucketArn: pulumi.Output<string>;
  readonly tableArn: pulumi.Output<string>;
  readonly functionRoleArns: readonly pulumi.Output<string>[];
}

/** The pool's doors in the gateway's own VPC, but for Rekognition's: S3 for the office, DynamoDB and S3 for the functions. */
export class PoolEndpoints extends pulumi.ComponentResource {
  /** A gateway endpoint cannot be reached from outside its VPC, so the office uploads through this one. */
  readonly officeS3: aws.ec2.VpcEndpoint;
  readonly dynamodb: aws.ec2.VpcEndpoint;
  /** For the pool's functions: out to S3 and DynamoDB here, to Rekognition as each Region adds it, nothing in. */
  readonly functionSecurityGroupId: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: PoolEndpointsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:rekognition:PoolEndpoints", name, {}, opts);
    this.officeS3 = this.openForTheOffice();
    this.dynamodb = args.dynamodb ?? this.openDynamoDb();
    this.functionSecurityGroupId = this.createFunctionGroup();
    this.registerOutputs({ officeS3EndpointId: this.officeS3.id, dynamodbEndpointId: this.dynamodb.id });
  }

  /**
   * A client that asks the inbound resolver for the bucket's name is led here; one inside the VPC goes on by the gateway endpoint, which
   * has to be there first. https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
   */
  private openForTheOffice(): aws.ec2.VpcEndpoint {
    const { region, network, bucketArn, place } = this.args;
    const { endpoint } = new InterfaceEndpoint(
      `${this.name}-office-s3`,
      {
        region,
        network,
        service: "s3",
        policy: policyText({ place, bucketArn }, (known) =>
          officeS3EndpointPolicy({ bucketArn: known.bucketArn, account: known.place.account }),
        ),
        privateDns: "inbound-resolver",
        callers: this.args.corporateCidrs.map((cidr) => ({
          label: cidr,
          description: "Corporate network",
          peer: { cidrIpv4: cidr },
        })),
        dependsOn: this.args.s3,
      },
      { parent: this },
    );
    return endpoint;
  }

  private openDynamoDb(): aws.ec2.VpcEndpoint {
    const { region, network, tableArn, functionRoleArns } = this.args;
    const policy = policyText({ results: { tableArn, functionRoleArns } }, dynamodbEndpointPolicy);
    return createDynamoDbEndpoint("byThePool", { region, network, policy }, this);
  }

  private createFunctionGroup(): pulumi.Output<string> {
    const { region, network, s3 } = this.args;
    const description = "Functions of the Rekognition pool: out to Rekognition, S3 and DynamoDB only";
    const group = createSecurityGroup(`${this.name}-functions`, { region, vpcId: network.vpcId, description }, this);
    const ways = { s3, dynamodb: this.dynamodb };
    for (const [service, { prefixListId }] of Object.entries(ways)) {
      const rule = {
        region,
        securityGroupId: group.id,
        peer: { prefixListId },
        protocol: "tcp",
        port: 443,
        description: `${service} through its endpoint`,
      } as const;
      allowOut(`${this.name}-functions-to-${service}`, rule, this);
    }
    return group.id;
  }
}
