package org.densesiam.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class FloatArrayTest {

  @Test
  void transposed_ofAMatrix_swapsRowsAndColumns() {
    FloatArray matrix = FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    assertThat(matrix.transposed(1, 0)).isEqualTo(FloatArray.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
  }

  @Test
  void transposed_oihwToHwio_putsEveryWeightWhereItBelongs() {
    // The value says the place: O thousands, I hundreds, H tens, W units.
    FloatArray oihw =
        FloatArray.filled(
            Shape.of(2, 3, 4, 5),
            values -> {
              for (int o = 0; o < 2; o++) {
                for (int i = 0; i < 3; i++) {
                  for (int h = 0; h < 4; h++) {
                    for (int w = 0; w < 5; w++) {
                      values.put(1000 * o + 100 * i + 10 * h + w);
                    }
                  }
                }
              }
            });

    FloatArray hwio = oihw.transposed(2, 3, 1, 0);

    assertThat(hwio.shape()).isEqualTo(Shape.of(4, 5, 3, 2));
    int h = 3;
    int w = 4;
    int i = 2;
    int o = 1;
    assertThat(hwio.toArray()[((h * 5 + w) * 3 + i) * 2 + o]).isEqualTo(1234);
    assertThat(hwio.transposed(3, 2, 0, 1)).as("and back").isEqualTo(oihw);
  }

  @Test
  void transposed_ofAScalar_isItself() {
    assertThat(FloatArray.of(Shape.scalar(), 7).transposed())
        .isEqualTo(FloatArray.of(Shape.scalar(), 7));
  }

  @Test
  void transposed_byOtherAxes_isRefused() {
    FloatArray matrix = FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    assertThatThrownBy(() -> matrix.transposed(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[0, 0] are not the axes of [2, 3]");
  }

  @Test
  void firstNotFinite_isThePlaceOfTheFirstNanOrInfinity() {
    assertThat(FloatArray.of(Shape.of(2), 1, Float.MAX_VALUE).firstNotFinite()).isEmpty();
    assertThat(FloatArray.of(Shape.of(3), 1, Float.NEGATIVE_INFINITY, Float.NaN).firstNotFinite())
        .hasValue(1);
  }

  @Test
  void of_anotherCount_isRefused() {
    assertThatThrownBy(() -> FloatArray.of(Shape.of(2), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[2] holds 2 values: 3");
  }
}
