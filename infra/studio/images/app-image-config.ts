/** How SageMaker starts an app with an image, in the form that the provider takes. Pure. */
import type * as aws from "../../aws";
import type { CustomImageEntry } from "../../config";

type KindOfApp = Pick<
  aws.sagemaker.AppImageConfigArgs,
  "jupyterLabImageConfig" | "codeEditorAppImageConfig" | "kernelGatewayImageConfig"
>;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateAppImageConfig.html */
export function appImageConfigOf(entry: CustomImageEntry): KindOfApp {
  const { appType, fileSystemConfig, kernelSpec } = entry;
  const files = fileSystemConfig === undefined ? {} : { fileSystemConfig };
  switch (appType) {
    case "JupyterLab":
      return { jupyterLabImageConfig: { ...files, ...containerOf(entry) } };
    case "CodeEditor":
      return { codeEditorAppImageConfig: { ...files, ...containerOf(entry) } };
    case "KernelGateway":
      return { kernelGatewayImageConfig: { ...files, kernelSpecs: kernelSpec === undefined ? [] : [kernelSpec] } };
  }
}

function containerOf({ containerConfig }: CustomImageEntry) {
  if (containerConfig === undefined) return {};
  const { containerArguments, containerEntrypoint, containerEnvironmentVariables } = containerConfig;
  return {
    containerConfig: {
      ...(containerArguments && { containerArguments: [...containerArguments] }),
      ...(containerEntrypoint && { containerEntrypoints: [...containerEntrypoint] }),
      ...(containerEnvironmentVariables && { containerEnvironmentVariables }),
    },
  };
}
