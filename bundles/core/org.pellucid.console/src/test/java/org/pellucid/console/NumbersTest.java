package org.pellucid.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.explain.Prediction;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.94,2,0.94", "0.9449,2,0.94", "1,2,1.00", "0.004,2,0.00", "0.005,2,0.01", "-0.001,2,0.00",
            "-1.5,1,-1.5", "12.345,0,12", "9.999,2,10.00", "NaN,2,NaN"})
    void prints_decimals_whatever_the_locale(double value, int decimals, String expected) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Numbers.fixed(value, decimals)).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.945,0.94", "0.125,0.12", "0.375,0.38", "0.955,0.95", "0.115,0.12", "0.995,0.99"})
    void prints_a_probability_as_python_and_the_names_of_files_do(double value, String expected) {
        assertThat(Numbers.fixed(value, 2)).isEqualTo(expected).isEqualTo(Prediction.twoDecimals(value));
        assertThat(new Prediction(1, "cat", value, 0)).asString().endsWith(" " + expected);
    }

    @ParameterizedTest
    @CsvSource({"999,999 B", "9300000,9.3 MB", "1500,1.5 kB", "2500000000,2.5 GB"})
    void prints_sizes(long bytes, String expected) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(expected);
    }
}
