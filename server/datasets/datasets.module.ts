import { Module } from '@nestjs/common';
import { BucketController } from './bucket/bucket.controller.js';
import { BucketResolver } from './bucket/bucket.resolver.js';
import { BucketWorker } from './bucket/bucket.worker.js';
import { OpenBucket } from './bucket/open-bucket.js';
import { PushVersion } from './bucket/push-version.js';
import { RunPush } from './bucket/run-push.js';
import { SetBucket } from './bucket/set-bucket.js';
import { BuildVersion } from './build-version.js';
import { CancelDataset } from './cancel-dataset.js';
import { DatasetReads } from './dataset-reads.js';
import { DatasetsController } from './datasets.controller.js';
import { DatasetsResolver } from './datasets.resolver.js';
import { DatasetsWorker } from './datasets.worker.js';
import { EraseCase } from './erase-case.js';
import { EraseExpired } from './expiry/erase-expired.js';
import { ExpiryResolver } from './expiry/expiry.resolver.js';
import { WatchExpiry } from './expiry/watch-expiry.js';
import { ExportFiles } from './exports/export-files.js';
import { ExportReads } from './exports/export-reads.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsResolver } from './exports/exports.resolver.js';
import { ExportsWorker } from './exports/exports.worker.js';
import { MakeExport } from './exports/make-export.js';
import { StartExport } from './exports/start-export.js';
import { FreezeDataset } from './freeze-dataset.js';
import { CancelImport } from './imports/cancel-import.js';
import { ImportReads } from './imports/import-reads.js';
import { ImportsController } from './imports/imports.controller.js';
import { ImportsResolver } from './imports/imports.resolver.js';
import { ImportsWorker } from './imports/imports.worker.js';
import { LookAtImport } from './imports/look-at-import.js';
import { RunImport } from './imports/run-import.js';
import { StartImport } from './imports/start-import.js';
import { TakeUpload } from './imports/take-upload.js';
import { LookController } from './look.controller.js';
import { JudgedLabels } from './judged-labels.js';
import { LabelReads } from './label-reads.js';
import { LabelsController } from './labels.controller.js';
import { LabelsResolver } from './labels.resolver.js';
import { CheckQuality } from './quality/check-quality.js';
import { QualityReads } from './quality/quality-reads.js';
import { QualityResolver } from './quality/quality.resolver.js';
import { QualityWorker } from './quality/quality.worker.js';
import { PackMedia } from './packs/pack-media.js';
import { PersonalFieldsResolver } from './personal-fields.resolver.js';
import { RecordExport } from './record-export.js';
import { ScheduleDataset } from './schedule-dataset.js';
import { ResumeWork } from './resume-work.js';
import { WatchSchedules } from './watch-schedules.js';

@Module({
  controllers: [
    BucketController,
    DatasetsController,
    ExportsController,
    ImportsController,
    LabelsController,
    LookController,
  ],
  providers: [
    BucketResolver,
    BucketWorker,
    BuildVersion,
    CancelDataset,
    CancelImport,
    CheckQuality,
    DatasetReads,
    DatasetsResolver,
    DatasetsWorker,
    EraseCase,
    EraseExpired,
    ExpiryResolver,
    ExportFiles,
    ExportReads,
    ExportsResolver,
    ExportsWorker,
    FreezeDataset,
    ImportReads,
    ImportsResolver,
    ImportsWorker,
    JudgedLabels,
    LabelReads,
    LabelsResolver,
    LookAtImport,
    MakeExport,
    OpenBucket,
    PackMedia,
    PushVersion,
    RunPush,
    ResumeWork,
    PersonalFieldsResolver,
    QualityReads,
    QualityResolver,
    QualityWorker,
    RecordExport,
    RunImport,
    ScheduleDataset,
    SetBucket,
    StartExport,
    StartImport,
    TakeUpload,
    WatchExpiry,
    WatchSchedules,
  ],
  exports: [JudgedLabels, WatchExpiry, WatchSchedules],
})
export class DatasetsModule {}
