import { command } from "../launcher";

test("without a stack the command prints a sample, and says so beside it and not in it", async () => {
  const { code, stdout, stderr } = await command("dns", "--for", "unbound");
  expect(code).toBe(0);
  expect(stderr).toBe("A sample: names and addresses are made up. For the deployed ones: --stack <name>.\n");
  expect(stdout).toMatch(/^server:\n {2}private-domain: "\w+\.execute-api\.eu-central-1\.amazonaws\.com\."\n/);
  expect(stdout).toContain('  private-domain: "studio.eu-central-1.sagemaker.aws."\n');
  expect(stdout).toMatch(/\n {2}forward-addr: 10\.64\.\d+\.\d+\n/);
});
