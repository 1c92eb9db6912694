package org.densesiam.data.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hashing;

/**
 * Where the pipeline starts, and with it every random number it will draw. Three whole numbers: a
 * checkpoint that holds them can go on exactly.
 *
 * @param runSeed seed of the run, any number
 * @param epoch from 0
 * @param position records of the epoch's order to leave out, from 0: the last position of the last
 *     batch that was used, plus one
 */
public record EpochStart(long runSeed, long epoch, long position) {

  public EpochStart {
    checkArgument(epoch >= 0, "epoch must not be negative: %s", epoch);
    checkArgument(position >= 0, "position must not be negative: %s", position);
  }

  /** The beginning of an epoch. */
  public static EpochStart of(long runSeed, long epoch) {
    return new EpochStart(runSeed, epoch, 0);
  }

  /** A key for one purpose, different for each run seed, epoch and purpose, never 0. */
  public long key(String purpose) {
    long hash =
        Hashing.murmur3_128()
            .newHasher()
            .putLong(runSeed)
            .putLong(epoch)
            .putUnencodedChars(purpose)
            .hash()
            .asLong();
    return hash == 0 ? 1 : hash; // TensorFlow takes a pair of zeros for "any seed"
  }
}
