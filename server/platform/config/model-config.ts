/** What models may take: while they are trained, and while they are asked. */
export class ModelConfig {
  constructor(
    /** Of a training's process, in megabytes. */
    readonly trainerMemoryMb: number,
    /** Threads of each open ONNX model. */
    readonly onnxThreads: number,
  ) {}
}
