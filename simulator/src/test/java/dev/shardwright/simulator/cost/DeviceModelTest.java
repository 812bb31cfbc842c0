package dev.shardwright.simulator.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.operator.Gemm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are no multiples of 16 bytes. */
final class DeviceModelTest {
    private static final DeviceModel A100 = new DeviceModel(
            TestJobs.CATALOG.hardware().accelerator("a100-sxm-80gb"),
            TestJobs.CATALOG.stacks().stack("megatron-deepspeed-2021"),
            Precision.FP16.scaling());

    /** BLOOM's tuning runs: heads of 108 and 150 made the written attention several times slower. */
    @ParameterizedTest
    @ValueSource(ints = {108, 150})
    void oddHeadsMissTheMatrixUnits(int width) {
        int even = (width + 7) / 8 * 8;
        assertThat(seconds(width, 64)).isGreaterThan(4 * seconds(even, 64));
        assertThat(seconds(width, 1)).isLessThan(1.1 * seconds(even, 1));
    }

    /** Scores of 2,048 queries and keys for so many heads. */
    private static double seconds(int width, int heads) {
        Gemm.Shape shape = new Gemm.Shape(2048, 2048, width, heads);
        return A100.gemm(new Gemm("scores", shape, Gemm.Role.ACTIVATION, NumberFormat.FP16))
                .time()
                .value();
    }
}
