import { Injectable } from '@nestjs/common';

export type DemoAccount = { readonly email: string; readonly password: string; readonly title: string };

/** The accounts that the sign-in page offers; the demo fills it, elsewhere it stays empty. */
@Injectable()
export class DemoAccounts {
  private accounts: readonly DemoAccount[] = [];

  offer(accounts: readonly DemoAccount[]): void {
    this.accounts = accounts;
  }

  list(): DemoAccount[] {
    return [...this.accounts];
  }
}
