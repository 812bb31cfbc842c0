package dev.shardwright.planner.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.job.LayoutRules;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The planner's quick rules against the ones that jobs are checked by. */
final class LegalityTest {
    private static final int LAYOUTS = 3_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithLayoutRules(long seed) {
        Random random = new Random(seed);
        int legal = 0;
        for (int i = 0; i < LAYOUTS; i++) {
            JobFrame frame = Frames.random(random);
            Layout layout = RandomLayout.of(frame, random);
            List<Problem> problems =
                    LayoutRules.check(frame.model(), frame.cluster(), frame.workload(), layout, frame.stack());
            assertThat(legal(new Legality(frame), layout))
                    .as("seed %d, draw %d: %s of %s: %s", seed, i, layout, frame, problems)
                    .isEqualTo(problems.isEmpty());
            legal += problems.isEmpty() ? 1 : 0;
        }
        assertThat(legal).as("draws that are legal").isBetween(LAYOUTS / 10, LAYOUTS / 2);
    }

    private static boolean legal(Legality rules, Layout layout) {
        ParallelDegrees d = layout.degrees();
        return d.devices() == rules.devices()
                && rules.tensor(d.tensor())
                && rules.pipeline(d.pipeline())
                && rules.context(d.tensor(), d.context(), layout.contextMethod())
                && rules.sequence(d.context(), layout.sequenceWays())
                && (d.tensor() > 1 || layout.sequenceParallel() == SequenceParallel.OFF)
                && rules.experts(d.expert(), d.expertTensor())
                && rules.batch(d.data(), layout.microBatch())
                && schedule(rules, layout);
    }

    private static boolean schedule(Legality rules, Layout layout) {
        int pipeline = layout.degrees().pipeline();
        int microBatches = rules.globalBatch() / (layout.degrees().data() * layout.microBatch());
        return rules.schedule(pipeline, layout.schedule(), microBatches)
                && rules.sharding(
                        pipeline, layout.schedule(), layout.memorySaving().sharding());
    }
}
