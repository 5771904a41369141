import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import { unexpectedCallsQueuePolicy } from "../../policies/monitoring/unexpected-calls-queue";
import { rolesBeginWith } from "../../policies/arns";
import type { DataKey } from "../../policies/data-key/use-data-key";
import { queueEncryption } from "../data-key";
import { rolePaths } from "../names";
import { policyText } from "../place";
import { tagsFor } from "../tags";
import { type EventPattern, mintOutsideMintingRole, roleRefused } from "./call-patterns";

export interface WatchedCallsArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  readonly domainIds: pulumi.Input<readonly string[]>;
  readonly functionRoleArns: pulumi.Input<string>[];
  /** The company's own; absent where SQS's is used. */
  readonly dataKey: DataKey | undefined;
}

const TWO_WEEKS_SECONDS = 14 * 24 * 3600;

/**
 * Calls to AWS that should not have happened, as CloudTrail saw them. Each rule puts them on one queue, where those whom the alarm calls
 * read who it was. A queue and not the topic of alarms: its policy can name our rules, which AWS documents for SQS and for SNS does not.
 */
export class WatchedCalls extends pulumi.ComponentResource {
  /** Names, as the rules' metrics carry them. */
  readonly rules: {
    readonly mintOutsideMintingRole: pulumi.Output<string>;
    readonly roleRefused: pulumi.Output<string>;
  };
  readonly queueUrl: pulumi.Output<string>;
  private readonly queue: aws.sqs.Queue;

  constructor(
    name: string,
    private readonly args: WatchedCallsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:monitoring:WatchedCalls", name, {}, opts);
    const { region } = args;
    this.queue = new aws.sqs.Queue(
      name,
      {
        region,
        ...queueEncryption(args.dataKey),
        messageRetentionSeconds: TWO_WEEKS_SECONDS,
        tags: tagsFor(name),
      },
      { parent: this },
    );
    const rolePath = args.place.apply((place) => rolesBeginWith(place, rolePaths().stack));
    const mint = pulumi
      .all([rolePath, args.domainIds])
      .apply(([path, domainIds]) => mintOutsideMintingRole(path, domainIds));
    const refused = pulumi
      .all([rolePath, pulumi.all(args.functionRoleArns)])
      .apply(([path, arns]) => roleRefused(path, arns));
    const rules = {
      mintOutsideMintingRole: this.watch("mint-outside-minting-role", mint),
      // Most of what our roles call only reads, which EventBridge leaves out of what it takes from CloudTrail unless a rule says so.
      roleRefused: this.watch("role-refused", refused, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
    };
    const ruleArns = Object.values(rules).map(({ arn }) => arn);
    const policy = policyText({ queueArn: this.queue.arn, ruleArns }, unexpectedCallsQueuePolicy);
    new aws.sqs.QueuePolicy(`${name}-policy`, { region, queueUrl: this.queue.url, policy }, { parent: this });
    this.rules = { mintOutsideMintingRole: rules.mintOutsideMintingRole.name, roleRefused: rules.roleRefused.name };
    this.queueUrl = this.queue.url;
    this.registerOutputs({ queueUrl: this.queueUrl });
  }

  private watch(name: string, pattern: pulumi.Output<EventPattern>, state = "ENABLED"): aws.cloudwatch.EventRule {
    const { region } = this.args;
    const rule = new aws.cloudwatch.EventRule(
      name,
      { region, eventPattern: pattern.apply((known) => JSON.stringify(known)), state, tags: tagsFor(name) },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(`${name}-kept`, { region, rule: rule.name, arn: this.queue.arn }, { parent: this });
    return rule;
  }
}
