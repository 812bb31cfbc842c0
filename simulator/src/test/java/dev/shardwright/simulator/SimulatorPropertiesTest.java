package dev.shardwright.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Host;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must hold for every job, whatever the constants are. */
final class SimulatorPropertiesTest {
    private static final long SEED = 20261125;
    private static final int JOBS = 400;

    @Test
    void partsAddUpToTheStep() {
        for (TrainingJob job : TestJobs.random(SEED, JOBS)) {
            Report report = Simulator.simulate(job);
            double sum = 0;
            for (Part part : Part.values()) {
                sum += report.time().part(part).value();
            }
            assertThat(sum)
                    .as(job.layout().toString())
                    .isCloseTo(report.iteration().value(), within(1e-9 * sum));
        }
    }

    @Test
    void aGroupOfOneSendsNothing() {
        for (TrainingJob job : TestJobs.random(SEED, JOBS)) {
            Report report = Simulator.simulate(job);
            var degrees = job.layout().degrees();
            String layout = job.layout().toString();
            if (degrees.tensor() == 1 && degrees.expertTensor() == 1) {
                assertThat(report.time().part(Part.TENSOR)).as(layout).isEqualTo(Seconds.ZERO);
            }
            if (degrees.context() == 1) {
                assertThat(report.time().part(Part.CONTEXT)).as(layout).isEqualTo(Seconds.ZERO);
            }
            if (degrees.pipeline() == 1) {
                assertThat(report.time().part(Part.PIPELINE)).as(layout).isEqualTo(Seconds.ZERO);
                assertThat(report.time().part(Part.BUBBLE)).as(layout).isEqualTo(Seconds.ZERO);
            }
            if (degrees.data() * degrees.context() == 1 && degrees.expertData() == 1) {
                assertThat(report.time().part(Part.DATA)).as(layout).isEqualTo(Seconds.ZERO);
            }
        }
    }

    @Test
    void twiceTheRatesHalveTheStep() {
        for (TrainingJob job : TestJobs.random(SEED + 1, JOBS)) {
            double slow = Simulator.simulate(job).iteration().value();
            double fast = Simulator.simulate(faster(job, 2)).iteration().value();
            assertThat(fast).as(job.layout().toString()).isCloseTo(slow / 2, within(1e-6 * slow));
        }
    }

    @Test
    void shardingMoreNeverAddsBytesOfThatState() {
        for (TrainingJob job : TestJobs.random(SEED + 2, JOBS)) {
            Report base = Simulator.simulate(with(job, 0));
            for (int stage = 1; stage <= 3; stage++) {
                Layout layout = with(job, 0).layout();
                if (stage == 3 && layout.schedule().virtualStages() > 1) {
                    continue;
                }
                Report sharded = Simulator.simulate(with(job, stage));
                for (MemoryCategory state :
                        List.of(MemoryCategory.WEIGHTS, MemoryCategory.GRADIENTS, MemoryCategory.OPTIMIZER)) {
                    assertThat(sharded.memory().lines().get(state))
                            .as("%s, ZeRO-%d, %s", layout, stage, state)
                            .isLessThanOrEqualTo(base.memory().lines().get(state));
                }
            }
        }
    }

    @Test
    void recomputingMoreTakesLongerAndFullNeedsLeast() {
        for (TrainingJob job : TestJobs.random(SEED + 3, JOBS)) {
            Report none = Simulator.simulate(with(job, new Recompute.None()));
            Report some = Simulator.simulate(with(job, new Recompute.PerRank(1)));
            Report full = Simulator.simulate(with(job, new Recompute.Full()));
            String layout = job.layout().toString();
            assertThat(some.iteration()).as(layout).isGreaterThanOrEqualTo(none.iteration());
            assertThat(full.iteration()).as(layout).isGreaterThanOrEqualTo(some.iteration());
            assertThat(full.memory().lines().get(MemoryCategory.ACTIVATIONS).value())
                    .as(layout)
                    .isLessThanOrEqualTo(none.memory()
                                    .lines()
                                    .get(MemoryCategory.ACTIVATIONS)
                                    .value()
                            * 2);
        }
    }

    @Test
    void fastPathEqualsFullReport() {
        for (TrainingJob job : TestJobs.random(SEED + 4, JOBS)) {
            Report report = Simulator.simulate(job);
            var fast = new LayoutEvaluator(job.model(), job.cluster(), job.workload(), job.numerics(), job.stack());
            var estimate = fast.evaluate(job.layout());
            assertThat(estimate.iteration().value())
                    .isCloseTo(
                            report.iteration().value(),
                            within(1e-12 * report.iteration().value()));
            assertThat(estimate.verdict()).isEqualTo(report.memory().verdict());
        }
    }

    private static TrainingJob with(TrainingJob job, int zeroStage) {
        MemorySaving saving = job.layout().memorySaving();
        return with(job, MemorySaving.of(saving.recompute(), zeroStage));
    }

    private static TrainingJob with(TrainingJob job, Recompute recompute) {
        MemorySaving saving = job.layout().memorySaving();
        return with(job, new MemorySaving(recompute, saving.sharding(), saving.offload()));
    }

    private static TrainingJob with(TrainingJob job, MemorySaving saving) {
        Layout l = job.layout();
        if (saving.sharding().stage().ordinal() == 3 && l.schedule().virtualStages() > 1) {
            return job;
        }
        return job.withLayout(
                new Layout(l.degrees(), l.schedule(), l.microBatch(), l.sequenceParallel(), l.contextMethod(), saving));
    }

    /** The same job where everything that takes time is {@code times} as fast. */
    private static TrainingJob faster(TrainingJob job, double times) {
        Cluster c = job.cluster();
        Accelerator a = c.accelerator();
        Map<NumberFormat, FlopsPerSecond> peak = new EnumMap<>(NumberFormat.class);
        a.peak().forEach((format, rate) -> peak.put(format, new FlopsPerSecond(rate.value() * times)));
        DeviceMemory memory =
                new DeviceMemory(a.memory().usable(), times(a.memory().bandwidth(), times));
        Accelerator device = new Accelerator(
                a.name(),
                a.architecture(),
                peak,
                memory,
                a.multiprocessors(),
                a.efficiency(),
                faster(a.curves(), times));
        Host h = c.node().host();
        Host host = new Host(h.memory(), times(h.memoryBandwidth(), times), times(h.deviceLink(), times));
        List<Link> tiers = c.tiers().stream()
                .map(l -> new Link(
                        l.kind(),
                        l.domain(),
                        times(l.perDevice(), times),
                        l.efficiency(),
                        l.latency().times(1 / times),
                        l.halfSize()))
                .toList();
        Cluster cluster = new Cluster(
                c.name(),
                device,
                c.devices(),
                new Cluster.NodeShape(c.node().devices(), host),
                tiers,
                c.dollarsPerDeviceHour());
        return new TrainingJob(
                job.model(), cluster, job.workload(), job.layout(), job.numerics(), faster(job.stack(), times));
    }

    /** Shares of a roof stay as they are. */
    private static KernelCurves faster(KernelCurves c, double times) {
        Map<String, Surface> streaming = new HashMap<>();
        c.streaming().forEach((kind, rates) -> streaming.put(kind, times(rates, times)));
        Map<Collective, CollectiveCurve> collectives = new EnumMap<>(Collective.class);
        c.collectives()
                .curves()
                .forEach((collective, curve) ->
                        collectives.put(collective, new CollectiveCurve(times(curve.busBandwidth(), times))));
        return new KernelCurves(
                c.sustained(),
                c.gemm(),
                c.attention(),
                streaming,
                new KernelCurves.Collectives(times(c.collectives().perDevice(), times), collectives));
    }

    private static Surface times(Surface rates, double times) {
        double[] faster =
                Arrays.stream(rates.values()).map(rate -> rate * times).toArray();
        return new Surface(rates.axes(), faster);
    }

    private static Execution.ExpertExchange faster(Execution.ExpertExchange e, double times) {
        BytesPerSecond rate = new BytesPerSecond(e.rate().value() * times);
        return new Execution.ExpertExchange(e.dispatcher(), rate, e.hostWaits(), e.inTurns());
    }

    private static SoftwareStack faster(SoftwareStack s, double times) {
        Execution e = s.execution();
        Execution.Dispatch d = e.dispatch();
        Execution.StepOverhead o = e.overhead();
        Execution execution = new Execution(
                e.split(),
                e.order(),
                e.recomputeScope(),
                new Execution.Dispatch(
                        d.hostPerKernel().times(1 / times),
                        d.deviceGap().times(1 / times),
                        d.collectiveWait().times(1 / times),
                        d.pipelinedTensorRank().times(1 / times),
                        d.graphs(),
                        d.routing()),
                faster(e.experts(), times),
                new Execution.StepOverhead(
                        o.perStep().times(1 / times), o.perMicroBatch().times(1 / times), o.stragglersPerDoubling()));
        return s.withExecution(execution);
    }

    private static BytesPerSecond times(BytesPerSecond rate, double times) {
        return new BytesPerSecond(rate.value() * times);
    }
}
