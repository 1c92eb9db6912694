package org.densesiam.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SpectrumTest {
  @Test
  void of_matrixOfTwoByTwo_hasItsSingularValues() {
    // A = [[3, 0], [4, 5]]: A^T A = [[25, 20], [20, 25]] has eigenvalues 25 + 20 and 25 - 20.
    Spectrum spectrum = Spectrum.of(new float[] {3, 0, 4, 5}, 2);

    assertThat(spectrum.singularValues().toArray())
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(Math.sqrt(45), Math.sqrt(5));
  }

  @Test
  void of_moreImagesThanChannelsOrFewer_hasAsManyAsTheSmallerNumber() {
    float[] features = {2, 0, 0, 0, 0, 1}; // as [2, 3] and as [3, 2]

    assertThat(Spectrum.of(features, 3).singularValues().toArray()).containsExactly(2, 1);
    assertThat(Spectrum.of(features, 2).singularValues().toArray()).containsExactly(2, 1);
  }

  @Test
  void of_smallSingularValueBesideALargeOne_isNotLost() {
    // Eigenvalues of a Gram matrix would be 1 and 1e-18, below float64's precision of the first.
    Spectrum spectrum = Spectrum.of(new float[] {1, 0, 0, 1e-9f}, 2);

    assertThat(spectrum.singularValues().get(1)).isCloseTo(1e-9, within(1e-16));
  }

  @Test
  void of_featuresThatAreNotCentred_keepTheirMean() {
    // Centred, both rows would be 0. As they are, 2 rows of length 5 have one singular value.
    Spectrum spectrum = Spectrum.of(new float[] {3, 4, 3, 4}, 2);

    assertThat(spectrum.singularValues().get(0)).isCloseTo(5 * Math.sqrt(2), within(1e-12));
    assertThat(spectrum.effectiveRank()).isCloseTo(1, within(1e-5));
  }

  @Test
  void effectiveRank_identity_isItsSize() {
    int size = 8;
    float[] identity = new float[size * size];
    for (int i = 0; i < size; i++) {
      identity[i * size + i] = 1;
    }

    assertThat(Spectrum.of(identity, size).effectiveRank()).isCloseTo(size, within(1e-4));
  }

  @Test
  void effectiveRank_threeAndOne_isByTheFormula() {
    // Shares 3/4 and 1/4: entropy = 3/4 ln(4/3) + 1/4 ln 4.
    double entropy = 0.75 * Math.log(4 / 3.0) + 0.25 * Math.log(4);

    assertThat(new Spectrum(ImmutableDoubleArray.of(3, 1)).effectiveRank())
        .isCloseTo(Math.exp(entropy), within(1e-6))
        .isCloseTo(1.7548, within(1e-4));
  }

  @Test
  void effectiveRank_addsRankMesEpsilonToEveryShare() {
    // p = (1 + 1e-7, 1e-7 999 times): the last alone give 999e-7 * ln 1e7 of entropy.
    double[] values = new double[1000];
    values[0] = 5;

    assertThat(Math.log(new Spectrum(ImmutableDoubleArray.copyOf(values)).effectiveRank()))
        .isCloseTo(999e-7 * Math.log(1e7) - 1e-7, within(1e-12));
  }

  @Test
  void effectiveRank_allImagesAlike_isOne() {
    int channels = 256;
    float[] features = new float[300 * channels];
    Random random = new Random(1);
    float[] one = new float[channels];
    for (int c = 0; c < channels; c++) {
      one[c] = Math.max(0, (float) random.nextGaussian()); // as a ReLU leaves it
    }
    for (int i = 0; i < features.length; i++) {
      features[i] = one[i % channels];
    }

    assertThat(Spectrum.of(features, channels).effectiveRank()).isCloseTo(1, within(1e-3));
  }

  @Test
  void effectiveRank_scaledFeatures_isTheSame() {
    float[] features = {3, 0, 4, 5};
    float[] scaled = {3000, 0, 4000, 5000};

    assertThat(Spectrum.of(scaled, 2).effectiveRank())
        .isCloseTo(Spectrum.of(features, 2).effectiveRank(), within(1e-12));
  }

  @Test
  void log10Shares_areRoundedAndNotBelowEpsilon() {
    Spectrum spectrum = new Spectrum(ImmutableDoubleArray.of(3, 1, 0));

    // log10 0.75, log10 0.25, log10 1e-7
    assertThat(spectrum.log10Shares().toArray()).containsExactly(-0.125, -0.602, -7);
  }

  @Test
  void of_zeros_isNoDirectionAtAll() {
    Spectrum spectrum = Spectrum.of(new float[4], 2);

    assertThat(spectrum.shares().toArray()).containsExactly(1e-7, 1e-7);
    assertThat(spectrum.effectiveRank()).isCloseTo(1, within(1e-5));
  }

  @Test
  void of_featureThatIsNotFinite_isNaN() {
    Spectrum spectrum = Spectrum.of(new float[] {1, Float.POSITIVE_INFINITY, 2, 3, 4, 5}, 2);

    assertThat(spectrum.singularValues().toArray()).containsExactly(Double.NaN, Double.NaN);
    assertThat(spectrum.effectiveRank()).isNaN();
  }

  @Test
  void of_numbersThatAreNoMatrix_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Spectrum.of(new float[7], 2))
        .withMessage("7 numbers are no features of 2 channels");
  }
}
