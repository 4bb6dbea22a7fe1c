import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Sealer } from './sealer.js';
import { Signer } from './signer.js';

@Global()
@Module({})
export class SigningModule {
  static with(secret: string): DynamicModule {
    return {
      module: SigningModule,
      providers: [
        { provide: Signer, useValue: new Signer(secret) },
        { provide: Sealer, useValue: new Sealer(secret) },
      ],
      exports: [Sealer, Signer],
    };
  }
}
