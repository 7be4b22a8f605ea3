package org.pellucid.shell.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void agrees_with_format() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            double value = random.nextDouble();
            assertThat(Numbers.fixed(value, 2)).isEqualTo(String.format(Locale.ROOT, "%.2f", value));
        }
    }

    @ParameterizedTest
    @CsvSource({"999,999 B", "9300000,9.3 MB", "1500,1.5 kB", "2500000000,2.5 GB"})
    void prints_sizes(long bytes, String expected) {
        assertThat(Numbers.bytes(bytes)).isEqualTo(expected);
    }
}
