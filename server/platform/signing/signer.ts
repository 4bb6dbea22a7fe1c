import { createHmac } from 'node:crypto';

/**
 * Signs with the installation's secret (HMAC-SHA-256). Whoever reads the database alone can neither make nor recognise a
 * signature, and a new secret ends the validity of every old one.
 */
export class Signer {
  constructor(private readonly secret: string) {}

  /** `purpose` keeps signatures of one kind from being taken for another. Gives 32 bytes. */
  sign(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.secret).update(`${purpose}\0${text}`).digest();
  }
}
