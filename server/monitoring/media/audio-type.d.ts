/** It comes without types. */
declare module 'audio-type' {
  /** The format that bytes begin as, by its usual ending; undefined for none that it knows. */
  function audioType(bytes: Uint8Array): string | undefined;
  export { audioType as default };
}
