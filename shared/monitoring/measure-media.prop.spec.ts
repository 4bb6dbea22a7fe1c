import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureImage, SoundMeter, type SoundMeasures } from './index.js';

const plain = (value: number): Uint8Array => new Uint8Array(64 * 48).fill(value);
const board = (low: number, high: number): Uint8Array =>
  Uint8Array.from({ length: 64 * 48 }, (_, index) => (((index % 64) + Math.floor(index / 64)) % 2 ? high : low));

describe('measureImage', () => {
  it('finds what a picture was made with', () => {
    expect(measureImage(plain(51), 64, 48)).toEqual({ brightness: 0.2, contrast: 0, sharpness: 0 });
    const { brightness, contrast, sharpness } = measureImage(board(0, 255), 64, 48);
    expect([brightness, contrast]).toEqual([0.5, 0.5]);
    // Each Laplacian is ±4 · 255.
    expect(sharpness).toBeCloseTo((4 * 255) ** 2, 0);
    expect(measureImage(Uint8Array.from([7, 9]), 2, 1).sharpness).toBe(0);
  });

  it('stays in its bounds, is brighter when every pixel is, and does not care which way up the picture is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 30 }), (luma) => {
        const { brightness, contrast, sharpness } = measureImage(luma, 6, 5);
        expect(Math.min(brightness, contrast, sharpness)).toBeGreaterThanOrEqual(0);
        expect(brightness).toBeLessThanOrEqual(1);
        expect(contrast).toBeLessThanOrEqual(0.5 + 1e-9);
        const turned = measureImage(luma.toReversed(), 6, 5);
        expect([turned.brightness, turned.sharpness]).toEqual([
          expect.closeTo(brightness, 9),
          expect.closeTo(sharpness, 6),
        ]);
        if (luma.every((value) => value < 255))
          expect(
            measureImage(
              luma.map((value) => value + 1),
              6,
              5,
            ).brightness,
          ).toBeGreaterThan(brightness);
      }),
    );
  });

  it('refuses what is not a picture', () => {
    expect(() => measureImage(new Uint8Array(), 0, 0)).toThrow(/luma/);
    expect(() => measureImage(new Uint8Array(5), 2, 2)).toThrow(/luma/);
  });
});

const RATE = 8000;
const heard = (channels: Float32Array[], piece = channels[0]?.length ?? 0): SoundMeasures | null => {
  const meter = new SoundMeter(RATE);
  for (let at = 0; at < (channels[0]?.length ?? 0); at += piece)
    meter.add(channels.map((samples) => samples.subarray(at, at + piece)));
  return meter.measures();
};
const tone = (seconds: number, amplitude: number): Float32Array =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => amplitude * Math.sin((2 * Math.PI * 400 * n) / RATE));

describe('SoundMeter', () => {
  it('finds what a recording was made with', () => {
    const half = Float32Array.from([...tone(1, 0.5), ...new Float32Array(RATE)]);
    // A sine of amplitude a has the root mean square a / √2.
    expect(heard([tone(1, 0.5)])).toEqual({
      seconds: 1,
      volume: expect.closeTo(20 * Math.log10(0.5 / Math.SQRT2), 4),
      silence: 0,
      clipping: 0,
    });
    expect(heard([half])).toMatchObject({ seconds: 2, silence: 0.5 });
    expect(heard([new Float32Array(100)])).toEqual({ seconds: 100 / RATE, volume: -120, silence: 1, clipping: 0 });
    const clipped = Float32Array.from(tone(1, 4), (value) => Math.max(-1, Math.min(1, value)));
    // Of the twenty samples of a period all but the two at zero.
    expect(heard([clipped])?.clipping).toBe(0.9);
    expect(heard([])).toBeNull();
  });

  it('hears the same however the recording is cut, in bounds, and two equal channels as one', () => {
    const samples = fc.float32Array({ minLength: 1, maxLength: 700, noDefaultInfinity: true });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 300 }), (sound, piece) => {
        const whole = heard([sound]);
        expect(heard([sound], piece)).toEqual(whole);
        expect(heard([sound, sound])).toEqual({ ...whole, volume: expect.closeTo(whole?.volume ?? 0, 6) });
        for (const share of [whole?.silence, whole?.clipping]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(whole?.volume).toBeLessThanOrEqual(0);
        expect(whole?.volume).toBeGreaterThanOrEqual(-120);
      }),
    );
  });
});
