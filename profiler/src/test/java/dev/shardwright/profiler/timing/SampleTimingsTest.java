package dev.shardwright.profiler.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.AdamStep;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.HostCopy;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.RowWise;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.timing.KernelSamples;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleTimingsTest {
    private final List<Sample> samples = new ArrayList<>();

    private void both(Operation operation, double forward, double both) {
        samples.add(sample(Kernel.forward(operation, NumberFormat.FP32), forward));
        samples.add(sample(Kernel.training(operation, NumberFormat.FP32), both));
    }

    private static Sample sample(Kernel kernel, double seconds) {
        return new Sample(kernel, 1, List.of(new Seconds(seconds), new Seconds(1.1 * seconds), new Seconds(seconds)));
    }

    private List<KernelTiming> timings() {
        return SampleTimings.of(samples, "PyTorch 2").stream()
                .map(TimedKernel::timing)
                .toList();
    }

    /** The backward pass is what both took beyond the forward pass, in the simulator's own count of bytes. */
    @Test
    void aBackwardPassIsTheRest() {
        both(new RowWise(RowWise.Form.LAYER_NORM, 100, 50), 1e-3, 3e-3);
        List<KernelTiming> timings = timings();
        assertThat(timings).hasSize(2);
        KernelTiming.Stream forward = (KernelTiming.Stream) timings.get(0);
        KernelTiming.Stream backward = (KernelTiming.Stream) timings.get(1);
        assertThat(forward.kind()).isEqualTo("norm");
        assertThat(forward.bytes().value()).isEqualTo(100 * 50 * 2 * 4);
        assertThat(backward.kind()).isEqualTo("norm.backward");
        assertThat(backward.bytes().value()).isEqualTo(100 * 50 * 5 * 4);
        assertThat(backward.time().value()).isCloseTo(2e-3, within(1e-9));
    }

    @Test
    void attentionHasBothPasses() {
        both(new CausalAttention(8, 8, 128, 64, 64), 1e-3, 4e-3);
        assertThat(timings())
                .extracting(timing -> ((KernelTiming.Attention) timing).core().pass())
                .containsExactly(AttentionCore.Pass.FORWARD, AttentionCore.Pass.BACKWARD);
    }

    /** Both gradients of a product are products that are measured on their own. */
    @Test
    void aProductIsItsForwardPass() {
        both(new MatrixProduct(8, 16, 32, 1), 1e-3, 3e-3);
        assertThat(timings()).hasSize(1).first().isInstanceOf(KernelTiming.Product.class);
    }

    @Test
    void aBackwardPassThatTookNoTimeIsLeftOut() {
        both(new RowWise(RowWise.Form.RESIDUAL_ADD, 100, 50), 3e-3, 1e-3);
        assertThat(timings()).hasSize(1);
    }

    @Test
    void whatTheSimulatorHasNoOperatorForIsLeftOut() {
        samples.add(sample(Kernel.forward(new HostCopy(100), NumberFormat.FP32), 1e-3));
        samples.add(sample(Kernel.forward(new AdamStep(100), NumberFormat.FP32), 1e-3));
        assertThat(timings())
                .hasSize(1)
                .first()
                .satisfies(timing ->
                        assertThat(((KernelTiming.Stream) timing).kind()).isEqualTo("optimizer"));
    }

    /** The simulator reads from a run's file what the profiler knows of the run. */
    @Test
    void theFileOfARunSaysTheSame() {
        Path file = Path.of("src", "test", "resources", "cpu-profile.json");
        List<TimedKernel> read = KernelSamples.read(file);
        assertThat(read)
                .isNotEmpty()
                .isEqualTo(SampleTimings.of(ProfileFile.read(file).run().samples(), "PyTorch 2.7.1"));
    }
}
