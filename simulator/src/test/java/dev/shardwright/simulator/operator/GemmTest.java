package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.hardware.NumberFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GemmTest {
    /** Tokens are rows of both operands of a weight gradient: their number does not decide where a row begins. */
    @Test
    void anyNumberOfTokensIsAligned() {
        Gemm map = product(331, 4096, 1024);
        assertThat(map.aligned()).isTrue();
        assertThat(map.backward())
                .allSatisfy(operator -> assertThat(((Gemm) operator).aligned()).isTrue());
    }

    @Test
    void anOddWidthIsNot() {
        assertThat(product(331, 4096, 1025).aligned()).isFalse();
        assertThat(product(331, 4097, 1024).aligned()).isFalse();
    }

    /** 2 x 3 and 3 x 5 operands and a result of 2 x 5: 21 and 10 elements. */
    @ParameterizedTest
    @CsvSource({"FP32, 124", "BF16, 62", "FP8, 41"})
    void resultsAreAsWideAsOperandsButNotBelow16Bit(NumberFormat format, long bytes) {
        Gemm map = new Gemm("map", new Gemm.Shape(2, 5, 3, 1), Gemm.Role.WEIGHT, format);
        assertThat(map.bytes().value()).isEqualTo(bytes);
    }

    private static Gemm product(long m, long n, long k) {
        return new Gemm("map", new Gemm.Shape(m, n, k, 1), Gemm.Role.WEIGHT, NumberFormat.BF16);
    }
}
