/** The checkout's folder, with a slash at its end. */
export const ROOT: string;
