/**
 * Traces and metrics over OTLP, where the operator has configured a collector; else nothing of it is loaded. `otlp.js` is
 * imported by whoever starts the process, and by nobody else.
 */
export {
  currentTrace,
  openSpan,
  traced,
  tracedInside,
  traceWith,
  type Attributes,
  type Carrier,
  type OpenSpan,
  type SpanOptions,
  type TraceEngine,
} from './tracing.js';
export { TraceRequests } from './trace-requests.js';
