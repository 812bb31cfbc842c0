package dev.shardwright.simulator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.hardware.NumberFormat;
import org.junit.jupiter.api.Test;

final class GemmTest {
    /** Tokens are rows of both operands of a weight gradient: their number does not decide where a row begins. */
    @Test
    void anyNumberOfTokensIsAligned() {
        Gemm product = Gemm.of("map", 331, 4096, 1024, NumberFormat.BF16);
        assertThat(product.aligned()).isTrue();
        assertThat(product.backward()).allSatisfy(operator -> assertThat(((Gemm) operator).aligned())
                .isTrue());
    }

    @Test
    void anOddWidthIsNot() {
        assertThat(Gemm.of("map", 331, 4096, 1025, NumberFormat.BF16).aligned()).isFalse();
        assertThat(Gemm.of("map", 331, 4097, 1024, NumberFormat.BF16).aligned()).isFalse();
    }
}
