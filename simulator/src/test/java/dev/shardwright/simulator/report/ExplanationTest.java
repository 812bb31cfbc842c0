package dev.shardwright.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Explanation.Beside;
import dev.shardwright.simulator.report.Explanation.Cause;
import dev.shardwright.simulator.report.Explanation.Idle;
import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private static final int RANDOM_JOBS = 60;

    private static final double LEAST_GAIN = 0.6;

    /**
     * Rank 0 computes for 4 s, then reduces for 3 s of which the last 2 lie beside nothing; rank 1 waits for the first and
     * computes for 2 s. Everything ends after 7 s, and half a second of overhead follows.
     */
    private static StepTimeline byHand() {
        TaskGraphBuilder graph = new TaskGraphBuilder(2);
        int forward = work(graph, Category.FORWARD);
        int reduce = work(graph, Category.DATA);
        int first = graph.add(0, Stream.COMPUTE, forward, 0, 4);
        int data = graph.add(0, Stream.DATA, reduce, -1, 3);
        graph.after(data, first);
        graph.add(0, Stream.COMPUTE, forward, 1, 1);
        int second = graph.add(1, Stream.COMPUTE, forward, 0, 2);
        graph.after(second, first);
        graph.claim(first, second, new Bytes(100));
        graph.claim(second, second, new Bytes(60));
        return new StepTimeline(
                EventLoop.play(graph.build()),
                Ending.TOGETHER,
                new StepTimeline.Overhead(new Seconds(0.5), 0),
                List.of(new Bytes(1000), new Bytes(1010)));
    }

    private static int work(TaskGraphBuilder graph, Category category) {
        return graph.work(Work.of(category.label(), "step", category, new Seconds(1), Work.Amount.NONE));
    }

    @Test
    void figuresByHand() {
        Explanation explanation = Explanation.of(byHand(), new Seconds(7));

        assertThat(explanation.length().played()).isEqualTo(new Seconds(7.5));
        assertThat(explanation.length().difference()).isCloseTo(0.5 / 7, offset(1e-12));
        assertThat(explanation.tasks()).isEqualTo(4);
        assertThat(explanation.causes())
                .containsOnlyKeys(Category.FORWARD, Category.DATA, Category.OVERHEAD)
                .containsEntry(Category.FORWARD, new Cause(new Seconds(4), new Seconds(3.5)))
                .containsEntry(Category.DATA, new Cause(new Seconds(3), new Seconds(6.5)))
                .containsEntry(Category.OVERHEAD, new Cause(new Seconds(0.5), new Seconds(7)));
        assertThat(explanation.beside()).containsExactly(new Beside(Stream.DATA, 0, new Seconds(3), new Seconds(2)));
        assertThat(explanation.idle())
                .containsExactly(new Idle(0, 1 - 5 / 7.0, 0), new Idle(1, 1 - 2 / 7.0, 1 - 2 / 7.0));
        assertThat(explanation.mostIdle().rank()).isEqualTo(1);
    }

    @Test
    void memoryPeaksWhereItIsHighest() {
        Explanation.MemoryPeak peak = Explanation.of(byHand(), new Seconds(7)).peak();

        assertThat(peak).isEqualTo(new Explanation.MemoryPeak(0, Seconds.ZERO, new Bytes(1100)));
    }

    @Test
    void theCriticalPathOfAJobIsItsStep() {
        List<Explanation> different = new ArrayList<>();
        List<TrainingJob> jobs = TestJobs.random(7, RANDOM_JOBS);
        for (int i = 0; i < jobs.size(); i++) {
            StepTimeline step = Simulator.timeline(jobs.get(i), Detail.LAYERS);
            Explanation explanation = Explanation.of(step, new Seconds(1));
            double sum = explanation.causes().values().stream()
                    .mapToDouble(cause -> cause.onCriticalPath().value())
                    .sum();
            assertThat(sum).as("job %d", i).isCloseTo(step.step().value(), offset(1e-9 * sum));
            assertThat(explanation.idle())
                    .allSatisfy(idle -> assertThat(idle.all()).isLessThanOrEqualTo(idle.compute()));
            assertThat(explanation.beside())
                    .allSatisfy(beside -> assertThat(beside.exposed().value())
                            .isLessThanOrEqualTo(beside.busy().value()));
            if (explanation.idle().size() > 1 && !explanation.beside().isEmpty()) {
                different.add(explanation);
            }
        }
        assertThat(different).as("pipelines with communication").hasSizeGreaterThan(10);
    }

    /** Communication that compute hid remains when compute is free, and other ranks become the slowest. */
    @Test
    void freeComputeShortensTheStep() {
        Explanation explanation = Explanation.of(
                Simulator.timeline(TestJobs.llama(TestJobs.layout(2, 4, 2)), Detail.LAYERS), new Seconds(1));

        assertThat(gained(explanation, Category.FORWARD)).isBetween(LEAST_GAIN, 1.0);
        assertThat(gained(explanation, Category.BACKWARD)).isBetween(LEAST_GAIN, 1.0);
    }

    /** By how much the step is shorter without a category, as a share of its time on the critical path. */
    private static double gained(Explanation explanation, Category category) {
        Cause cause = explanation.causes().get(category);
        return (explanation.length().played().value() - cause.stepWithout().value())
                / cause.onCriticalPath().value();
    }
}
