package dev.shardwright.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.Profiler;
import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.ProfileRun.Ending;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.RecordedBackend;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasurementTest {
    private static final Kernel SLOW = product(64);
    private static final Kernel FAST = product(8);
    private static final Kernel UNKNOWN = product(4);
    private static final Seconds HOUR = new Seconds(3600);

    private static Kernel product(long edge) {
        return Kernel.forward(new MatrixProduct(edge, edge, edge, 1), NumberFormat.FP32);
    }

    /** SLOW takes a second, FAST a millisecond. */
    private static RecordedBackend backend() {
        Map<Kernel, List<Seconds>> times = new LinkedHashMap<>();
        times.put(SLOW, List.of(new Seconds(1)));
        times.put(FAST, List.of(new Seconds(0.001)));
        DeviceDescription device = new DeviceDescription(
                "record", DeviceDescription.Kind.CPU, "", List.of(NumberFormat.FP32), 1, new TreeMap<>());
        return new RecordedBackend(device, times);
    }

    private static ProfileRequest request(int repeats, Seconds budget, Kernel... kernels) {
        return new ProfileRequest(List.of(kernels), new Effort(repeats, budget, new Seconds(0.005)));
    }

    /** Writes down what is measured and cancels after so many batches. */
    private static final class Log implements RunObserver {
        private final List<String> lines = new ArrayList<>();
        private final int most;

        Log(int most) {
            this.most = most;
        }

        @Override
        public void next(Stage stage, Kernel kernel) {
            lines.add(stage.round() + ":" + (kernel.equals(SLOW) ? "slow" : "fast"));
        }

        @Override
        public boolean cancelled() {
            return lines.size() >= most;
        }
    }

    @Test
    void roundsInterleaveKernelsInTheOrderOfTheRequest() {
        Log log = new Log(100);
        ProfileRun run = Profiler.profile(backend(), request(2, HOUR, SLOW, FAST, SLOW), log);
        assertThat(log.lines).containsExactly("0:slow", "0:fast", "1:slow", "1:fast");
        assertThat(run.samples()).extracting(Sample::kernel).containsExactly(SLOW, FAST);
        assertThat(run.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void shortKernelsRunManyStepsUntilABatchIsLongEnough() {
        ProfileRun run = Profiler.profile(backend(), request(3, HOUR, SLOW, FAST), RunObserver.NONE);
        Sample slow = run.samples().get(0);
        Sample fast = run.samples().get(1);
        assertThat(slow.steps()).isEqualTo(1);
        assertThat(fast.steps()).isBetween(5, 10);
        assertThat(fast.spread().median().value()).isCloseTo(0.001, within(1e-9));
        assertThat(fast.spread().count()).isEqualTo(3);
    }

    /** Warming up takes 2 of SLOW's seconds, one of which counts; no batch starts that would pass the budget. */
    @ParameterizedTest
    @ValueSource(doubles = {3.5, 7.5, 20.5})
    void theBudgetHolds(double budget) {
        RecordedBackend backend = backend();
        ProfileRun run = Profiler.profile(backend, request(1000, new Seconds(budget), SLOW), RunObserver.NONE);
        assertThat(backend.elapsed().value()).isLessThanOrEqualTo(budget).isGreaterThan(budget - 1);
        assertThat(run.ending()).isEqualTo(Ending.BUDGET_SPENT);
        assertThat(run.samples().get(0).spread().count()).isEqualTo((int) budget - 1);
    }

    @Test
    void aCancelledRunKeepsWhatItHas() {
        ProfileRun run = Profiler.profile(backend(), request(1000, HOUR, SLOW, FAST), new Log(1));
        assertThat(run.ending()).isEqualTo(Ending.CANCELLED);
        assertThat(run.samples()).extracting(Sample::kernel).containsExactly(SLOW);
        assertThat(run.missing()).extracting(ProfileRun.Missing::kernel).containsExactly(FAST);
    }

    @Test
    void aKernelThatTheDeviceRefusesIsNamedAndTheOthersAreMeasured() {
        ProfileRun run = Profiler.profile(backend(), request(2, HOUR, UNKNOWN, FAST), RunObserver.NONE);
        assertThat(run.samples()).extracting(Sample::kernel).containsExactly(FAST);
        assertThat(run.missing())
                .containsExactly(new ProfileRun.Missing(UNKNOWN, "the record does not hold this kernel"));
        assertThat(run.ending()).isEqualTo(Ending.COMPLETE);
    }
}
