import { acceptanceNotes } from "../../../infra/network/acceptance";

test("the preview says who has to accept the attachment, and that routes to a Transit Gateway come after that", () => {
  const transitGateway = { kind: "transitGateway", transitGatewayId: "tgw-0123456789abcdef0" } as const;
  expect(acceptanceNotes(transitGateway, "eu-central-1")).toEqual([
    "If tgw-0123456789abcdef0 belongs to another account and does not accept attachments by itself, the first update ends at the routes " +
      "with InvalidTransitGatewayID.NotFound: accept the attachment in that account (aws ec2 accept-transit-gateway-vpc-attachment), then " +
      "run pulumi up again.",
  ]);
  const peer = { kind: "vpcPeering", peerVpcId: "vpc-0123456789abcdef0" } as const;
  const notes = [{}, { peerAccountId: "444455556666" }, { peerRegion: "eu-west-1" }].map((elsewhere) =>
    acceptanceNotes({ ...peer, ...elsewhere }, "eu-central-1"),
  );
  const told = "The peering with vpc-0123456789abcdef0 carries nothing until it is accepted in";
  expect(notes).toEqual([
    [],
    [`${told} account 444455556666, eu-central-1: aws ec2 accept-vpc-peering-connection.`],
    [`${told} this account, eu-west-1: aws ec2 accept-vpc-peering-connection.`],
  ]);
  expect(acceptanceNotes({ kind: "none" }, "eu-central-1")).toEqual([]);
});
