import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError, toProblem } from './problem-error.js';

/** Answers what is no HTTP, or has headers too large: no request exists yet, so it is written to the socket by hand. */
export function refuseBadRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const detail =
    error.code === 'HPE_HEADER_OVERFLOW' ? 'The headers are larger than 16 KiB.' : 'This is not a valid HTTP request.';
  const problem = toProblem(new ProblemError('bad-request', detail));
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
