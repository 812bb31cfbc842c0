package dev.shardwright.profiler.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.Profiler;
import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.bench.ProfileRun.Ending;
import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.RecordedBackend;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.simulator.catalog.KernelProfile.Load;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        return backend(DeviceDescription.Kind.CPU);
    }

    private static RecordedBackend backend(DeviceDescription.Kind kind) {
        Map<Kernel, List<Seconds>> times = new LinkedHashMap<>();
        times.put(SLOW, List.of(new Seconds(1)));
        times.put(FAST, List.of(new Seconds(0.001)));
        DeviceDescription device =
                new DeviceDescription("record", kind, "", List.of(NumberFormat.FP32), 1, new TreeMap<>());
        return new RecordedBackend(device, times);
    }

    private static ProfileRequest request(int repeats, Seconds budget, Kernel... kernels) {
        return new ProfileRequest(
                List.of(kernels), new Effort(repeats, budget, new Seconds(0.005), Load.SUSTAINED, Caches.WARM));
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

    /** 20 s of the largest kernel come first and no sample counts them; then 2 s, one of which counts, and one more. */
    @Test
    void aGpuIsKeptBusyWithTheLargestKernelBeforeItIsMeasured() {
        RecordedBackend gpu = backend(DeviceDescription.Kind.GPU);
        List<Kernel> settling = new ArrayList<>();
        RunObserver observer = new RunObserver() {
            @Override
            public void settling(Kernel kernel, Seconds time) {
                settling.add(kernel);
                assertThat(gpu.elapsed().value()).isZero();
            }

            @Override
            public void next(Stage stage, Kernel kernel) {
                assertThat(gpu.elapsed().value()).isGreaterThanOrEqualTo(20);
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        };
        ProfileRun run = Profiler.profile(gpu, request(2, new Seconds(4), FAST, SLOW), observer);
        assertThat(settling).containsExactly(SLOW);
        assertThat(run.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(run.samples().get(1).spread().count()).isEqualTo(2);
        assertThat(gpu.elapsed().value()).isBetween(23.0, 23.5);
    }

    /** The largest kernel that it runs. */
    @Test
    void aGpuThatRefusesTheLargestKernelIsKeptBusyWithTheNext() {
        RecordedBackend gpu = backend(DeviceDescription.Kind.GPU);
        Profiler.profile(gpu, request(1, HOUR, FAST, product(1024)), RunObserver.NONE);
        assertThat(gpu.elapsed().value()).isBetween(20.0, 20.5);
    }

    /** A second is followed by 0.2 s of rest, and 5 ms or more by ten times as much. */
    @ParameterizedTest
    @EnumSource
    void aDeviceRestsBetweenBatchesInBurstModeOnly(Load load) {
        RecordedBackend device = backend();
        Effort effort = new Effort(11, HOUR, new Seconds(0.001), load, Caches.WARM);
        ProfileRun slow = Profiler.profile(device, new ProfileRequest(List.of(SLOW), effort), RunObserver.NONE);
        assertThat(slow.samples().get(0).spread().median()).isEqualTo(new Seconds(1));
        assertThat(device.elapsed().value()).isCloseTo(load == Load.BURST ? 12 * 1.2 : 12, within(1e-9));
        RecordedBackend other = backend();
        ProfileRun fast = Profiler.profile(other, new ProfileRequest(List.of(FAST), effort), RunObserver.NONE);
        assertThat(fast.samples().get(0).steps()).isEqualTo(1);
        assertThat(other.elapsed().value()).isCloseTo(load == Load.BURST ? 14 * 0.011 : 14 * 0.001, within(1e-9));
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
