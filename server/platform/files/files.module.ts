import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataFolder } from './data-folder.js';

@Global()
@Module({})
export class FilesModule {
  static at(dataDir: string): DynamicModule {
    return {
      module: FilesModule,
      providers: [{ provide: DataFolder, useValue: new DataFolder(dataDir) }],
      exports: [DataFolder],
    };
  }
}
