package dev.shardwright.profiler.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times from the shipped curves. */
final class KernelTimesTest {
    private static KernelTimes times(String device) {
        Accelerator accelerator = Catalog.shipped().hardware().accelerator(device);
        return new KernelTimes(
                accelerator,
                KernelProfile.read(Catalog.profiles().resolve("kernels").resolve(accelerator.name() + ".json"))
                        .curves());
    }

    private static KernelTiming product(String kernel, String type, NumberFormat format, long m, long n, long k) {
        return new KernelTiming.Product(
                new KernelCurve.Kernel(kernel, "any 1.0", type), format, new Gemm.Shape(m, n, k, 1), Seconds.ZERO);
    }

    private static double microseconds(KernelTimes times, KernelTiming timing) {
        return 1e6 * times.of(timing).orElseThrow().value();
    }

    /** Timings of the source that are printed in its own documentation; the curve is a fit, so near and not equal. */
    @ParameterizedTest
    @CsvSource({
        "h100_sxm, torch.nn.functional.linear, bfloat16, BF16, 4096, 4096, 4096, 166.0",
        "h100_sxm, torch_flow, fp8, FP8, 8192, 8192, 8192, 884.9",
        "b200_sxm, torch_flow, nvfp4, FP4, 16384, 8192, 1024, 112.3",
        "a100_sxm, vllm_default, bfloat16, BF16, 4096, 4096, 4096, 560"
    })
    void productsTakeWhatWasTimed(
            String device, String kernel, String type, NumberFormat format, long m, long n, long k, double timed) {
        double predicted = microseconds(times(device), product(kernel, type, format, m, n, k));
        assertThat(predicted / timed).isBetween(0.9, 1.1);
    }

    /** FP8 of one name is timed with one scale and in blocks, which are different kernels. */
    @Test
    void theDataTypeChoosesTheCurve() {
        KernelTimes h100 = times("h100");
        double scale = microseconds(h100, product("torch_flow", "fp8", NumberFormat.FP8, 8192, 8192, 8192));
        double blocks = microseconds(h100, product("torch_flow", "fp8_block", NumberFormat.FP8, 8192, 8192, 8192));
        assertThat(blocks).isGreaterThan(1.05 * scale);
    }

    @Test
    void anUnknownKernelIsTakenForTheOneThatTrainingCalls() {
        KernelTimes h100 = times("h100");
        assertThat(h100.of(product("mine", "bf16", NumberFormat.BF16, 4096, 4096, 4096)))
                .isEqualTo(h100.of(
                        product("torch.nn.functional.linear", "bfloat16", NumberFormat.BF16, 4096, 4096, 4096)));
    }

    @Test
    void whatTheDeviceLacksHasNoTime() {
        assertThat(times("a100-sxm-80gb").of(product("x", "nvfp4", NumberFormat.FP4, 4096, 4096, 4096)))
                .isEmpty();
    }

    /** 1 GB over 8 H100 at 350 to 450 GB/s of bus bandwidth (the source's own reading). */
    @Test
    void collectivesReachTheirBandwidth() {
        KernelTiming exchange = new KernelTiming.Exchange(
                new KernelCurve.Kernel("NCCL", "nccl 2.29.2", "half"),
                Collective.ALL_REDUCE,
                8,
                new Bytes(1L << 29),
                Seconds.ZERO);
        double seconds = times("h100").of(exchange).orElseThrow().value();
        assertThat(1.75 * (1L << 29) / seconds).isBetween(330e9, 460e9);
    }
}
