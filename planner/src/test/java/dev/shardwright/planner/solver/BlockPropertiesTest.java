package dev.shardwright.planner.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.report.Estimate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties of the simulator that the bounds of BlockSearch and ExhaustiveSearch lean on. */
final class BlockPropertiesTest {
    /** Everything the planner tries when asked for it, so that the properties hold for pinned choices too. */
    private static final Freedom WIDE = Freedom.FULL.with(new Methods(
            List.of(),
            ScheduleKind.all(),
            List.of(SequenceParallel.values()),
            List.of(ContextMethod.values()),
            List.of(Offload.values())));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void recomputingMoreNeverShortensAStep(long seed) {
        JobFrame frame = Frames.random(new Random(seed));
        Oracle oracle = Oracle.Source.simulator(frame);
        for (Block block : blocks(frame)) {
            double longest = 0;
            for (int rung = 0; rung < block.ladder().size(); rung++) {
                double time = oracle.estimate(block.layout(rung)).iteration().value();
                assertThat(time)
                        .as("seed %d, rung %d of %s", seed, rung, block)
                        .isGreaterThanOrEqualTo(block.ordered() ? longest : 0);
                // Selective recomputation stands beside the ladder of whole layers.
                longest = block.ladder().get(rung).attentionCore() ? longest : time;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void recomputingEveryLayerNeedsTheLeastMemory(long seed) {
        JobFrame frame = Frames.random(new Random(seed));
        Oracle oracle = Oracle.Source.simulator(frame);
        for (Block block : blocks(frame)) {
            long full = peak(oracle, block, block.ladder().size() - 1);
            for (int rung = 0; rung < block.ladder().size() - 1; rung++) {
                assertThat(full)
                        .as("seed %d, rung %d of %s", seed, rung, block)
                        .isLessThanOrEqualTo(peak(oracle, block, rung));
            }
        }
    }

    /** A method that does not fit with one micro-batch is not tried with a larger one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void largerMicroBatchesNeverNeedLessMemory(long seed) {
        JobFrame frame = Frames.random(new Random(seed));
        Oracle oracle = Oracle.Source.simulator(frame);
        LayoutSpace space = new LayoutSpace(frame, WIDE);
        for (ParallelDegrees mesh : space.meshes()) {
            Map<List<Object>, Long> last = new HashMap<>();
            for (Block block : space.blocks(mesh)) {
                long peak = peak(oracle, block, block.ladder().size() - 1);
                List<Object> method = List.of(block.schedule(), block.sharding(), block.variant());
                assertThat(peak).as("seed %d, %s", seed, block).isGreaterThanOrEqualTo(last.getOrDefault(method, 0L));
                last.put(method, peak);
            }
        }
    }

    private static long peak(Oracle oracle, Block block, int rung) {
        Estimate estimate = oracle.estimate(block.layout(rung));
        return estimate.peak().value();
    }

    private static List<Block> blocks(JobFrame frame) {
        LayoutSpace space = new LayoutSpace(frame, WIDE);
        return space.meshes().stream()
                .flatMap(mesh -> space.blocks(mesh).stream())
                .toList();
    }
}
