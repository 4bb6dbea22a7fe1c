/** The part of WebAssembly that onnx-thread.ts caps; the server compiles without the browser's types. */
declare namespace WebAssembly {
  type MemoryDescriptor = { readonly initial: number; readonly maximum?: number; readonly shared?: boolean };
  let Memory: new (wanted: MemoryDescriptor) => object;
}
