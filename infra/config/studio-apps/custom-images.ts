import { isStudioName } from "../../../functions/contract/studio-profile";
import { faultsOfMembers, isObject, type Members, textMember } from "../identity/members";
import { type Fault, integerOf, type Key, oneOf } from "../key";
import { hyphenated } from "../repair/near-value";
import { textList } from "../text-list";
import { BASE_IMAGE } from "./container-image";
import { environmentVariables, present } from "./container-members";

/** The apps that AWS lets run in an image of one's own, as the settings of a user profile call them. */
export const IMAGE_APP_TYPES = ["JupyterLab", "CodeEditor", "KernelGateway"] as const;
export type ImageAppType = (typeof IMAGE_APP_TYPES)[number];

/** Where the home folder is in the container, and as whom it is used. */
export interface FileSystemConfig {
  readonly mountPath?: string;
  /** 0 (root) or 1000. */
  readonly defaultUid?: number;
  /** 0 or 100 (users). */
  readonly defaultGid?: number;
}

/** How the container is started; without it by what the image itself says. */
export interface ContainerConfig {
  readonly containerArguments?: readonly string[];
  /** One word. */
  readonly containerEntrypoint?: readonly string[];
  readonly containerEnvironmentVariables?: Readonly<Record<string, string>>;
}

/**
 * One image that people may start an app with: SageMaker's image, its version and its app image config.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-byoi.html
 */
export interface CustomImageEntry {
  /** Part of the SageMaker image's name, which project and stack precede: it is one of the account's. */
  readonly name: string;
  readonly appType: ImageAppType;
  /** In ECR, by digest. */
  readonly baseImage: string;
  /** What the launcher shows; `name` where not said. */
  readonly displayName?: string;
  readonly fileSystemConfig?: FileSystemConfig;
  /** Of JupyterLab and Code Editor. */
  readonly containerConfig?: ContainerConfig;
  /** Of KernelGateway: the one kernel that is shown before the image starts. */
  readonly kernelSpec?: { readonly name: string; readonly displayName?: string };
}

const LONGEST_NAME = 32;
const NAME = {
  fault: (value: string) =>
    isStudioName(value) && value.length <= LONGEST_NAME
      ? undefined
      : `is not a name: 1 to ${LONGEST_NAME} letters, digits and inner hyphens`,
  mend: (value: string) => [hyphenated(value).slice(0, LONGEST_NAME)],
  example: "forecasting",
};
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateImage.html */
const DISPLAY_NAME = {
  fault: (value: string) =>
    /^\S(.*\S)?$/.test(value) && value.length <= 128 ? undefined : "is not 1 to 128 characters without outer blanks",
  example: "Forecasting",
};
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_FileSystemConfig.html */
const MOUNT_PATH = {
  fault: (value: string) => (/^\/\S{0,1023}$/.test(value) ? undefined : "is not an absolute path"),
  mend: (value: string) => [`/${value}`],
  example: "/home/sagemaker-user",
};
const KERNEL = { fault: present(1024), example: "python3" };

const FILE_SYSTEM: Members = {
  mountPath: { key: textMember(MOUNT_PATH) },
  defaultUid: { key: integerOf([0, 1000], 1000) },
  defaultGid: { key: integerOf([0, 100], 100) },
};
/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerConfig.html */
const CONTAINER: Members = {
  containerArguments: { key: words(50, 64, "--log-level=INFO") },
  containerEntrypoint: { key: words(1, 256, "entrypoint-jupyter-server") },
  containerEnvironmentVariables: { key: environmentVariables },
};
const KERNEL_SPEC: Members = {
  name: { key: textMember(KERNEL), isRequired: true },
  displayName: { key: textMember(DISPLAY_NAME) },
};
const EVERY: Members = {
  name: { key: textMember(NAME), isRequired: true },
  appType: { key: oneOf(IMAGE_APP_TYPES, "JupyterLab"), isRequired: true },
  baseImage: { key: textMember(BASE_IMAGE), isRequired: true },
  displayName: { key: textMember(DISPLAY_NAME) },
};
const fileSystemConfig = { key: objectOf(FILE_SYSTEM, "of fileSystemConfig", ".mountPath", MOUNT_PATH.example) };
const containerConfig = {
  key: objectOf(CONTAINER, "of containerConfig", ".containerEntrypoint[0]", "entrypoint-jupyter-server"),
};
const kernelSpec = { key: objectOf(KERNEL_SPEC, "of kernelSpec", ".name", KERNEL.example), isRequired: true };
const MEMBERS: Readonly<Record<ImageAppType, Members>> = {
  JupyterLab: { ...EVERY, fileSystemConfig, containerConfig },
  CodeEditor: { ...EVERY, fileSystemConfig, containerConfig },
  KernelGateway: { ...EVERY, fileSystemConfig, kernelSpec },
};

/** A profile takes 200 of a kind (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_JupyterLabAppSettings.html); each has a role. */
const MOST_IMAGES = 20;

export const customImages: Key<readonly CustomImageEntry[]> = {
  type: "array",
  items: "object",
  default: [],
  allowed:
    `up to ${MOST_IMAGES} images as {name, appType, baseImage, displayName?, fileSystemConfig?, containerConfig?, kernelSpec?}, ` +
    `appType one of ${IMAGE_APP_TYPES.join(", ")}, each name once`,
  example: { at: "[0].name", value: NAME.example },
  faultsOf: (value) => {
    if (!Array.isArray(value)) return [{ at: "", found: value, fault: "is not a list", remove: true }];
    const names = value.map((entry: unknown) => (isObject(entry) ? String(entry["name"]).toLowerCase() : undefined));
    return value.flatMap((entry: unknown, index): Fault[] => {
      const at = `[${index}]`;
      if (index >= MOST_IMAGES) return [{ at, found: entry, fault: "is one more than may be listed", remove: true }];
      const isTwin = names[index] !== undefined && names.indexOf(names[index]) < index;
      if (!isTwin) return faultsOfImage(entry, at);
      return [{ at, found: names[index], fault: "has the name of an image before it", remove: true }];
    });
  },
};

function faultsOfImage(entry: unknown, at: string): Fault[] {
  if (!isObject(entry)) return [{ at, found: entry, fault: "is not the entry of an image", remove: true }];
  const appType = IMAGE_APP_TYPES.find((known) => known === entry["appType"]) ?? "JupyterLab";
  return faultsOfMembers(entry, MEMBERS[appType], `for ${appType}`, at);
}

function objectOf(members: Members, where: string, at: string, value: string): Key<unknown> {
  return {
    type: "object",
    allowed: "",
    example: { at, value },
    faultsOf: (found) =>
      isObject(found)
        ? faultsOfMembers(found, members, where)
        : [{ at: "", found, fault: "is not an object", fix: [{ at: "" }, { at, value }] }],
  };
}

function words(most: number, longest: number, example: string): Key<unknown> {
  const list = textList({ default: [], allowed: "", example, fault: present(longest) });
  return {
    ...list,
    faultsOf: (value) => {
      const surplus = Array.isArray(value) ? value.slice(most) : [];
      const faults = list.faultsOf(value).filter(({ fault }) => fault !== "is listed twice");
      return [
        ...faults,
        ...surplus.map((found: unknown, index) => {
          const fault = `is one more than the ${most} that AWS takes`;
          return { at: `[${most + index}]`, found, fault, remove: true } as const;
        }),
      ];
    },
  };
}
