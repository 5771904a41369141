import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../policies/arns";
import type { DataKey } from "../../policies/data-key/use-data-key";
import { alarmKeyPolicy } from "../../policies/monitoring/alarm-key";
import { alarmTopicPolicy } from "../../policies/monitoring/alarm-topic";
import { policyText } from "../place";
import { tagsFor } from "../tags";

export interface AlarmTopicArgs {
  readonly region: string;
  readonly place: pulumi.Output<Place>;
  /** The topic's name is decided here and not by AWS, because its key's policy names it before it is there. */
  readonly topicName: string;
  readonly alarmNamePrefix: string;
  /** Each gets a mail with a link to confirm first. */
  readonly emails: readonly string[];
  /** The company's own, which encrypts the topic in place of one that is made here. */
  readonly dataKey: DataKey | undefined;
}

/** Where alarms speak: an encrypted topic, open to this stack's alarms only, and its subscribers. */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: AlarmTopicArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:monitoring:AlarmTopic", name, {}, opts);
    const { region, place, topicName, alarmNamePrefix } = args;
    const topic = new aws.sns.Topic(
      name,
      { region, name: topicName, kmsMasterKeyId: args.dataKey?.keyArn ?? this.ownKey(name).arn, tags: tagsFor(name) },
      { parent: this },
    );
    const policy = policyText({ place, topicArn: topic.arn }, (known) =>
      alarmTopicPolicy(known.place, { topicArn: known.topicArn, alarmNamePrefix }),
    );
    new aws.sns.TopicPolicy(`${name}-policy`, { region, arn: topic.arn, policy }, { parent: this });
    for (const endpoint of args.emails) {
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { region, topic: topic.arn, protocol: "email", endpoint },
        { parent: this },
      );
    }
    this.arn = topic.arn;
    this.registerOutputs({ topicArn: topic.arn });
  }

  private ownKey(name: string): aws.kms.Key {
    const { region, place, topicName } = this.args;
    const topicArn = place.apply((at) => `arn:${at.partition}:sns:${region}:${at.account}:${topicName}`);
    return new aws.kms.Key(
      `${name}-key`,
      {
        region,
        description: `Encrypts the topic ${topicName}`,
        enableKeyRotation: true,
        policy: policyText({ place, topicArn }, (known) => alarmKeyPolicy(known.place, known)),
        tags: tagsFor(`${name}-key`),
      },
      { parent: this },
    );
  }
}
