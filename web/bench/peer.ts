/** MediaPipe's own web packages, Pose and FaceMesh, each in a frame of its own in this tab: both call their module by the same global name. */

/** Their types say less than the packages take: `useCpuInference` is what they set themselves on iPhones. */
interface Solution<R> {
  setOptions(options: object): void;
  onResults(listener: (results: R) => void): void;
  initialize(): Promise<void>;
  /** Resolves when the listener was called. `at_ms` must rise. */
  send(inputs: { image: HTMLCanvasElement }, at_ms: number): Promise<void>;
}
type Make<R> = new (config: { locateFile: (file: string) => string }) => Solution<R>;
interface Body {
  poseLandmarks?: unknown[];
}
interface Faces {
  multiFaceLandmarks?: unknown[];
}

export type Backend = "CPU" | "WebGL";

export class Peer {
  private body = false;
  private face = false;

  private constructor(
    private readonly pose: Solution<Body>,
    private readonly mesh: Solution<Faces>,
  ) {
    pose.onResults(({ poseLandmarks }) => (this.body = poseLandmarks !== undefined));
    mesh.onResults(({ multiFaceLandmarks }) => (this.face = (multiFaceLandmarks?.length ?? 0) > 0));
  }

  /** The models of `complexity` 1 (full), settings as they ship but for where the networks run. */
  static async load(backend: Backend): Promise<Peer> {
    const useCpuInference = backend === "CPU";
    const pose = await solution<Body>("pose", "Pose");
    pose.setOptions({ modelComplexity: 1, useCpuInference });
    const mesh = await solution<Faces>("face_mesh", "FaceMesh");
    mesh.setOptions({ maxNumFaces: 1, useCpuInference });
    const peer = new Peer(pose, mesh);
    await pose.initialize();
    await mesh.initialize();
    return peer;
  }

  /** Whether body and face were found. */
  async frame(image: HTMLCanvasElement, at_ms: number): Promise<boolean> {
    this.body = this.face = false;
    await this.pose.send({ image }, at_ms);
    await this.mesh.send({ image }, at_ms);
    return this.body && this.face;
  }
}

async function solution<R>(folder: string, name: string): Promise<Solution<R>> {
  const inside = document.createElement("iframe");
  document.body.append(inside);
  const script = inside.contentDocument!.createElement("script");
  script.src = `/peer/${folder}/${folder}.js`;
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${script.src} can't be loaded`));
  });
  inside.contentDocument!.body.append(script);
  await loaded;
  const Made = (inside.contentWindow as unknown as Record<string, Make<R>>)[name]!;
  return new Made({ locateFile: (file) => `${location.origin}/peer/${folder}/${file}` });
}
