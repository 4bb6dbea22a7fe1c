import { Module } from '@nestjs/common';
import { BuildVersion } from './build-version.js';
import { DatasetReads } from './dataset-reads.js';
import { DatasetsController } from './datasets.controller.js';
import { DatasetsResolver } from './datasets.resolver.js';
import { DatasetsWorker } from './datasets.worker.js';
import { EraseCase } from './erase-case.js';
import { ExportFiles } from './export-files.js';
import { FreezeDataset } from './freeze-dataset.js';
import { LabelReads } from './label-reads.js';
import { LabelsController } from './labels.controller.js';
import { LabelsResolver } from './labels.resolver.js';
import { RecordExport } from './record-export.js';

@Module({
  controllers: [DatasetsController, LabelsController],
  providers: [
    BuildVersion,
    DatasetReads,
    DatasetsResolver,
    DatasetsWorker,
    EraseCase,
    ExportFiles,
    FreezeDataset,
    LabelReads,
    LabelsResolver,
    RecordExport,
  ],
})
export class DatasetsModule {}
