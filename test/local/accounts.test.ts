import { refuseHalf, refuseStudioAccount } from "../../local/accounts/refuse-studio-account";
import { readHalf, withHalves } from "../../local/accounts/read-half";
import { graphFile } from "../variants";
import { collectEstate } from "../../policies/audit/collect/collect";
import { graphOf } from "../variants";

const HALF = {
  project: "private-ml-gateway",
  stack: "studio",
  resources: [],
  outputs: { gateway: {}, studioAccountsEntry: { accountId: "444455556666" } },
};

test("a laptop of a Studio account's half says which stack to start", () => {
  expect(() => refuseStudioAccount(HALF)).toThrow(
    /lists account 444455556666, such as: npm start -- --stack staging --with studio$/,
  );
  expect(() => refuseStudioAccount({ ...HALF, outputs: {} })).not.toThrow();
});

test("a command about what only a gateway has names the gateway, and takes every other stack", () => {
  expect(() => refuseHalf("studio", HALF.outputs)).toThrow(
    "Give --stack with the stack whose studioAccounts lists account 444455556666.",
  );
  expect(() => refuseHalf("dev", graphOf("dev").outputs)).not.toThrow();
});

test("what is audited beside a gateway is a Studio account's stack, and the gateway is none itself", async () => {
  await expect(readHalf(".", graphFile("dev"))).rejects.toThrow("is not the stack of a Studio account");
  await expect(readHalf(".", "build/test/no-such-file.json")).rejects.toThrow("ENOENT");
  const gateway = collectEstate(graphOf("dev"));
  const half = { ...gateway, studio: { ...gateway.studio, gateway: { ...NAMED } } };
  expect(withHalves(gateway, [half]).halves).toEqual([half]);
  expect(() => withHalves(half, [half])).toThrow("give it with --with, and its gateway with --stack");
});

const NAMED = {
  accountId: "111122223333",
  functionRoleArn: "arn:aws:iam::111122223333:role/studio-url-role-0a1b2c3",
  sagemakerApiEndpointId: "vpce-0a1b2c3d4e5f60711",
  studioEndpointId: "vpce-0a1b2c3d4e5f60712",
};
