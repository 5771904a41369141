/** What `pulumi up` and the laptop run. Values come from Pulumi.<stack>.yaml; nothing is declared before they are checked. */
import { readSettings } from "./config";
import { refuseLosses } from "./deployed/refuse-losses";
import { createGateway } from "./gateway";

// A function, because something is awaited first. Its answer is the stack's outputs.
// https://www.pulumi.com/docs/iac/languages-sdks/javascript/#entrypoint
export = async () => {
  const settings = readSettings();
  await refuseLosses(settings);
  return createGateway(settings);
};
