import type { ImageMeasures } from './measure-image.js';
import type { SoundMeasures } from './measure-sound.js';
import type { Add } from './observe.js';

/** What was found out about the medium of one field of one case. */
export type MediumMeasured =
  | ({ readonly kind: 'image' } & ImageMeasures)
  | ({ readonly kind: 'audio' } & SoundMeasures)
  /** `reason`: in words, without the address. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export function observeMedium(field: string, measured: MediumMeasured, add: Add): void {
  add('input.media_unreadable', field, measured.kind === 'unreadable' ? 1 : 0);
  if (measured.kind === 'image') {
    add('input.image_brightness', field, measured.brightness);
    add('input.image_contrast', field, measured.contrast);
    add('input.image_sharpness', field, measured.sharpness);
    add('input.image_size', field, (measured.width * measured.height) / 1e6);
  } else if (measured.kind === 'audio') {
    add('input.audio_length', field, measured.seconds);
    add('input.audio_volume', field, measured.volume);
    add('input.audio_silence', field, measured.silence);
    add('input.audio_clipping', field, measured.clipping);
  }
}
