import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AddressRules } from './address-rules.js';

@Global()
@Module({})
export class OutboundModule {
  /** `allowed`: hosts, addresses and ranges that are private and may be asked all the same. */
  static allowing(allowed: readonly string[]): DynamicModule {
    return {
      module: OutboundModule,
      providers: [{ provide: AddressRules, useValue: new AddressRules(allowed) }],
      exports: [AddressRules],
    };
  }
}
