/** What a recording sounds like. */
export type SoundMeasures = {
  /** Length. */
  readonly seconds: number;
  /** Root mean square of all samples, in decibels below full scale; from −120 (digital silence) to 0 (a full square wave). */
  readonly volume: number;
  /** Share of the time, in [0, 1], in pieces of 20 ms that are quieter than −50 dBFS. */
  readonly silence: number;
  /** Share of the samples, in [0, 1], in runs of three and more at full scale. */
  readonly clipping: number;
};

const FLOOR_DB = -120;
const SILENT_RMS = 10 ** (-50 / 20);
const PIECE_SECONDS = 0.02;
const FULL_SCALE = 0.999;
const CLIPPED_RUN = 3;

/**
 * Measures a recording piece by piece, so that its length costs no memory. Samples lie in [−1, 1]; what lies outside is
 * clipped, what is not a number is silence.
 */
export class SoundMeter {
  private samples = 0;
  private frames = 0;
  private squares = 0;
  private clipped = 0;
  private readonly runs: number[] = [];
  private piece = { frames: 0, squares: 0 };
  private pieces = 0;
  private silent = 0;
  private channels = 1;

  /** `rate`: frames a second, above 0. */
  constructor(private readonly rate: number) {
    if (!(rate > 0)) throw new RangeError(`rate: ${rate} frames a second`);
  }

  /** One array a channel, all of one length. */
  add(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0;
    this.channels = Math.max(1, channels.length);
    for (let frame = 0; frame < length; frame += 1) {
      let squares = 0;
      channels.forEach((samples, channel) => {
        const value = samples[frame];
        const loudness = Number.isNaN(value) || value === undefined ? 0 : Math.min(1, Math.abs(value));
        squares += loudness * loudness;
        this.countRun(channel, loudness);
      });
      this.squares += squares;
      this.addToPiece(squares);
    }
    this.frames += length;
    this.samples += length * channels.length;
  }

  /** Null: nothing was heard. */
  measures(): SoundMeasures | null {
    if (this.samples === 0) return null;
    const rms = Math.sqrt(this.squares / this.samples);
    const rest = this.piece.frames > 0 && this.pieces === 0 ? 1 : 0;
    const silent = rest === 1 && isSilent(this.piece, this.channels) ? 1 : this.silent;
    return {
      seconds: this.frames / this.rate,
      volume: rms > 0 ? Math.max(FLOOR_DB, 20 * Math.log10(rms)) : FLOOR_DB,
      silence: silent / (this.pieces + rest),
      clipping: this.clipped / this.samples,
    };
  }

  private countRun(channel: number, loudness: number): void {
    const run = loudness >= FULL_SCALE ? (this.runs[channel] ?? 0) + 1 : 0;
    this.runs[channel] = run;
    if (run === CLIPPED_RUN) this.clipped += CLIPPED_RUN;
    else if (run > CLIPPED_RUN) this.clipped += 1;
  }

  private addToPiece(squares: number): void {
    const { piece } = this;
    piece.frames += 1;
    piece.squares += squares;
    if (piece.frames < this.rate * PIECE_SECONDS) return;
    this.pieces += 1;
    if (isSilent(piece, this.channels)) this.silent += 1;
    this.piece = { frames: 0, squares: 0 };
  }
}

function isSilent({ frames, squares }: { frames: number; squares: number }, channels: number): boolean {
  return Math.sqrt(squares / (frames * channels)) < SILENT_RMS;
}
