package dev.shardwright.simulator.step;

import static dev.shardwright.simulator.TestJobs.CATALOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event-driven step against the closed form: where that is exact, and how far it may be off elsewhere. */
final class StepTimelineTest {
    private static final long SEED = 20_261_125;
    private static final int JOBS = 1500;
    private static final double EXACT = 1e-9;

    /** As far as compute hides what it may hide: beside communication that is waited for, more fits. */
    @Test
    void withoutAPipelineTheClosedFormIsExact() {
        int compared = 0;
        for (TrainingJob job : TestJobs.random(SEED, JOBS)) {
            Report report = Simulator.simulate(job);
            boolean onlyCompute = report.time().part(Part.TENSOR).value() == 0
                    && report.time().part(Part.CONTEXT).value() == 0
                    && report.time().part(Part.EXPERT).value() == 0;
            boolean alone = report.time().part(Part.DATA).value() == 0;
            // The closed form recomputes an equal share of every layer, the timeline the first layers of a rank.
            boolean equalLayers = job.model().groups().size() == 1
                    || !(job.layout().memorySaving().recompute() instanceof Recompute.PerRank);
            if (job.layout().degrees().pipeline() == 1 && (onlyCompute || alone) && equalLayers) {
                double closed = report.iteration().value();
                double played = Simulator.timeline(job, Detail.PASSES).step().value();
                assertThat(played).as(job.layout().toString()).isCloseTo(closed, within(EXACT * closed));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    /** 1F1B and GPipe; two exchanges more are played than the closed form counts: the first rank's and the last one's. */
    @Test
    void behindTheSlowestRankAtTheEndTheClosedFormIsExact() {
        int compared = 0;
        for (TrainingJob job : pipelines(List.of(new OneForwardOneBackward(), new Gpipe()))) {
            StepTimeline played = Simulator.timeline(job, Detail.PASSES);
            Report closed = Simulator.simulate(job);
            double exchange = closed.time().part(Part.PIPELINE).value()
                    / (2 * (job.microBatches() + job.layout().degrees().pipeline() - 2));
            if (lastRankIsSlowest(played)) {
                double expected = closed.iteration().value()
                        + 2 * exchange * (1 + played.overhead().waiting());
                assertThat(played.step().value())
                        .as(job.layout().toString())
                        .isCloseTo(expected, within(EXACT * expected));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    /** One replica, and micro-batches enough to fill the pipeline. */
    private static List<TrainingJob> pipelines(List<PipelineSchedule> schedules) {
        List<TrainingJob> jobs = new ArrayList<>();
        for (String model : List.of("llama-3-8b", "qwen2.5-7b", "gpt-3-175b")) {
            for (int pipeline : List.of(2, 4, 8)) {
                for (PipelineSchedule schedule : schedules) {
                    Layout base = TestJobs.layout(1, pipeline, 1);
                    Layout layout = new Layout(
                            base.degrees(),
                            schedule,
                            1,
                            base.sequenceParallel(),
                            base.contextMethod(),
                            base.memorySaving());
                    Workload workload = new Workload(2048, 3 * pipeline);
                    boolean possible = schedule.objection(pipeline, workload.globalBatch())
                                    .isEmpty()
                            && CATALOG.models().model(model).layers().size() % (pipeline * schedule.virtualStages())
                                    == 0;
                    if (!possible) {
                        continue;
                    }
                    jobs.add(TestJobs.job(model, "dgx-a100-80gb", "megatron-deepspeed", workload, layout));
                }
            }
        }
        return jobs;
    }

    private static boolean lastRankIsSlowest(StepTimeline played) {
        TaskGraph graph = played.timeline().graph();
        double[] forward = new double[graph.ranks()];
        double[] backward = new double[graph.ranks()];
        for (int task = 0; task < graph.size(); task++) {
            boolean compute = graph.stream(task) == Stream.COMPUTE && graph.microBatch(task) == 0;
            if (compute && graph.work(task).share(Category.FORWARD) > 0) {
                forward[graph.rank(task)] = graph.seconds(task);
            } else if (compute && graph.work(task).share(Category.BACKWARD) > 0) {
                backward[graph.rank(task)] = graph.seconds(task);
            }
        }
        int last = graph.ranks() - 1;
        return Arrays.stream(forward).max().getAsDouble() == forward[last]
                && Arrays.stream(backward).max().getAsDouble() == backward[last];
    }

    /** The bounds that docs/model/timeline.md states. */
    @Test
    void elsewhereTheClosedFormStaysWithinItsBounds() {
        for (TrainingJob job : TestJobs.random(SEED + 1, JOBS)) {
            double closed = Simulator.simulate(job).iteration().value();
            double played = Simulator.timeline(job, Detail.PASSES).step().value();
            assertThat(played / closed).as(job.layout().toString()).isBetween(0.85, 1.03);
        }
    }

    @Test
    void memoryOverTimePeaksAtTheLedger() {
        for (TrainingJob job : TestJobs.random(SEED + 2, JOBS)) {
            Report closed = Simulator.simulate(job);
            double ledger = closed.memory().peak().value();
            double peak = 0;
            StepTimeline played = Simulator.timeline(job, Detail.PASSES);
            for (int rank = 0; rank < job.layout().degrees().pipeline(); rank++) {
                peak = Math.max(peak, played.memory(rank).peak().value());
            }
            boolean interleaved = job.layout().schedule() instanceof Interleaved;
            double tolerance = interleaved ? 0.05 * ledger : EXACT * ledger;
            assertThat(peak).as(job.layout().toString()).isCloseTo(ledger, within(tolerance));
        }
    }

    /** Stages of equal layers; the head makes the last one longer. */
    @Test
    void everyScheduleIsPlayedWithinItsBounds() {
        int compared = 0;
        for (TrainingJob job : pipelines(Schedules.all(2))) {
            String layout = job.layout().toString();
            Report closed = Simulator.simulate(job);
            StepTimeline played = Simulator.timeline(job, Detail.PASSES);
            double ratio = played.step().value() / closed.iteration().value();
            assertThat(ratio).as(layout).isBetween(0.88, 1.06);
            double ledger = closed.memory().peak().value();
            double peak = 0;
            for (int rank = 0; rank < job.layout().degrees().pipeline(); rank++) {
                peak = Math.max(peak, played.memory(rank).peak().value());
            }
            assertThat(peak).as(layout).isCloseTo(ledger, within(0.05 * ledger));
            compared++;
        }
        assertThat(compared).isGreaterThan(60);
    }

    @Test
    void whatAStepWaitsForAddsUpToItsTasks() {
        for (TrainingJob job : pipelines(Schedules.all(2))) {
            for (Detail detail : Detail.values()) {
                StepTimeline played = Simulator.timeline(job, detail);
                double tasks = played.tasks().value();
                assertThat(played.criticalPath().total().value())
                        .as(job.layout().toString())
                        .isCloseTo(tasks, within(EXACT * tasks));
            }
        }
    }

    @Test
    void layersAddUpToPasses() {
        for (TrainingJob job : TestJobs.random(SEED + 3, 400)) {
            double passes = Simulator.timeline(job, Detail.PASSES).step().value();
            double layers = Simulator.timeline(job, Detail.LAYERS).step().value();
            assertThat(layers / passes).as(job.layout().toString()).isBetween(0.90, 1.05);
        }
    }
}
