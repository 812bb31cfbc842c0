package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.hardware.NumberFormat;
import org.junit.jupiter.api.Test;

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

    private static Gemm product(long m, long n, long k) {
        return new Gemm("map", new Gemm.Shape(m, n, k, 1), Gemm.Role.WEIGHT, NumberFormat.BF16);
    }
}
