/**
 * The numbers Handrail's promises rest on: pure functions, one object of named arguments in, plain JSON out.
 * Owns no state, reads no clock and draws no random number; `RangeError` names the argument that is wrong.
 */
export { combinePropensity } from './combine-propensity.js';
export { hashUniform, type SamplingPurpose } from './hash-uniform.js';
export { wilson } from './wilson.js';
export { temperatureFit } from './temperature-fit.js';
