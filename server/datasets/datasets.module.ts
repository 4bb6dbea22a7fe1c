import { Module } from '@nestjs/common';
import { LabelReads } from './label-reads.js';
import { LabelsController } from './labels.controller.js';
import { LabelsResolver } from './labels.resolver.js';

@Module({ controllers: [LabelsController], providers: [LabelReads, LabelsResolver] })
export class DatasetsModule {}
