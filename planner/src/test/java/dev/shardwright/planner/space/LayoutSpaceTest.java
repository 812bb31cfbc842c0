package dev.shardwright.planner.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.job.LayoutRules;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.BreadthFirst;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the enumeration yields, against all combinations of all choices filtered by the rules. */
final class LayoutSpaceTest {
    private static final List<Recompute> RECOMPUTE =
            List.of(new Recompute.None(), new Recompute.Selective(), new Recompute.Full());
    private static final Methods EVERYTHING = new Methods(
            RECOMPUTE,
            ScheduleKind.all(),
            List.of(SequenceParallel.values()),
            List.of(ContextMethod.values()),
            List.of(Offload.values()));

    /** Without a pipeline all schedules mean the same. */
    private static final PipelineSchedule ONLY_SCHEDULE = new OneForwardOneBackward();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 16})
    void holdsEveryLegalLayoutOnce(long seed) {
        JobFrame frame = small(seed);
        List<Layout> enumerated = layouts(new LayoutSpace(frame, everything()));
        Set<Layout> once = new HashSet<>(enumerated);
        Set<Layout> all = bruteForce(frame);
        assertThat(enumerated).as("seed %d: no layout twice", seed).hasSize(once.size());
        assertThat(firstMissing(all, once)).as("seed %d: not enumerated", seed).isEmpty();
        assertThat(firstMissing(once, all)).as("seed %d: not legal", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void unpinnedSpacesHoldLegalLayoutsOnly(long seed) {
        JobFrame frame = small(seed);
        LayoutSpace space = new LayoutSpace(frame, Freedom.FULL);
        List<Layout> layouts = layouts(space);
        assertThat(layouts)
                .as("seed %d", seed)
                .hasSize((int) space.candidates())
                .doesNotHaveDuplicates()
                .allMatch(layout -> legal(frame, layout));
        assertThat(bruteForce(frame).containsAll(withoutPartialRecompute(layouts)))
                .as("seed %d", seed)
                .isTrue();
    }

    @Test
    void aLegalBlockIsNearestToItsOwnChoices() {
        LayoutSpace space = new LayoutSpace(Frames.random(new Random(31)), Freedom.FULL);
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.blocks(mesh)) {
                assertThat(space.nearest(choices(mesh, block))).contains(block);
            }
        }
    }

    @Test
    void choicesThatDoNotGoTogetherCountAsNearOnes() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        Block wished = space.blocks(ParallelDegrees.dense(4, 4, 4)).stream()
                .filter(block -> block.schedule().virtualStages() == 5 && block.microBatch() == 2)
                .findFirst()
                .orElseThrow();
        for (ParallelDegrees mesh : space.meshes()) {
            assertThat(space.nearest(choices(mesh, wished))).get().satisfies(block -> {
                assertThat(space.blocks(mesh)).contains(block);
                assertThat(block.microBatch()).isLessThanOrEqualTo(2);
            });
        }
        Block near =
                space.nearest(choices(ParallelDegrees.dense(4, 8, 2), wished)).orElseThrow();
        assertThat(near.schedule()).isEqualTo(new Interleaved(5));
        assertThat(near.microBatch()).isEqualTo(2);
    }

    private static LayoutSpace.Choices choices(ParallelDegrees mesh, Block b) {
        return new LayoutSpace.Choices(mesh, b.microBatch(), b.schedule(), b.sharding(), b.variant());
    }

    @Test
    void keepsToPins() {
        Freedom pinned = Freedom.FULL
                .with(Knob.TENSOR, Range.parse("2,4", 1))
                .with(Knob.PIPELINE, Range.parse("2..4", 1))
                .with(Knob.MICRO_BATCH, Range.exactly(2))
                .with(Knob.ZERO, Range.exactly(1));
        List<Layout> layouts = layouts(new LayoutSpace(Frames.main(), pinned));
        assertThat(layouts).isNotEmpty().allSatisfy(layout -> {
            assertThat(layout.degrees().tensor()).isIn(2, 4);
            assertThat(layout.degrees().pipeline()).isIn(2, 4);
            assertThat(layout.microBatch()).isEqualTo(2);
            assertThat(layout.memorySaving().sharding()).isEqualTo(Sharding.zero(1));
        });
    }

    @Test
    void leanestBlocksHaveTheSmallestMicroBatch() {
        LayoutSpace space = new LayoutSpace(Frames.main(), Freedom.FULL);
        for (ParallelDegrees mesh : space.meshes()) {
            List<Block> lean = new ArrayList<>(space.blocks(mesh));
            lean.removeIf(block -> block.microBatch() != space.microBatches(mesh)[0]);
            assertThat(space.leanest(mesh)).isEqualTo(lean);
        }
    }

    @Test
    void theMainJobHasLayoutsOfEveryUsualShape() {
        LayoutSpace space =
                new LayoutSpace(Frames.of("llama-3-70b", "dgx-h100", 64, new Workload(8192, 512)), Freedom.FULL);
        assertThat(space.meshes())
                .contains(
                        ParallelDegrees.dense(8, 1, 8), ParallelDegrees.dense(4, 4, 4), ParallelDegrees.dense(1, 8, 8))
                .doesNotContain(ParallelDegrees.dense(3, 1, 21));
    }

    private static List<Layout> firstMissing(Set<Layout> from, Set<Layout> in) {
        return from.stream().filter(layout -> !in.contains(layout)).limit(5).toList();
    }

    /** Small enough to try all combinations. */
    private static JobFrame small(long seed) {
        Random random = new Random(seed);
        Workload workload = new Workload(Frames.pick(random, 1024, 1536), Frames.pick(random, 8, 12));
        return Frames.random(random)
                .withDevices(Frames.pick(random, 4, 6, 8, 12))
                .withWorkload(workload);
    }

    private static Freedom everything() {
        Freedom freedom = Freedom.FULL.with(EVERYTHING);
        for (Knob knob : Knob.values()) {
            freedom = freedom.with(knob, new Range.Between(knob == Knob.ZERO ? 0 : 1, 64));
        }
        return freedom;
    }

    private static List<Layout> layouts(LayoutSpace space) {
        List<Layout> layouts = new ArrayList<>();
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.blocks(mesh)) {
                for (int rung = 0; rung < block.ladder().size(); rung++) {
                    layouts.add(block.layout(rung));
                }
            }
        }
        return layouts;
    }

    private static List<Layout> withoutPartialRecompute(List<Layout> layouts) {
        List<Layout> kept = new ArrayList<>(layouts);
        kept.removeIf(layout -> layout.memorySaving().recompute() instanceof Recompute.PerRank);
        return kept;
    }

    private static boolean legal(JobFrame f, Layout layout) {
        return LayoutRules.check(f.model(), f.cluster(), f.workload(), layout, f.stack())
                .isEmpty();
    }

    /** All combinations of all values up to the number of devices; those that mean the same are counted once. */
    private static Set<Layout> bruteForce(JobFrame frame) {
        Set<Layout> found = new HashSet<>();
        for (ParallelDegrees degrees : degrees(frame)) {
            for (int micro = 1; micro <= frame.workload().globalBatch(); micro++) {
                for (PipelineSchedule schedule : schedules(frame)) {
                    for (Block.Variant variant : variants(degrees)) {
                        for (Sharding sharding : shardings(frame, degrees)) {
                            add(found, frame, degrees, micro, schedule, variant, sharding);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void add(
            Set<Layout> found,
            JobFrame frame,
            ParallelDegrees degrees,
            int micro,
            PipelineSchedule schedule,
            Block.Variant variant,
            Sharding sharding) {
        if (degrees.pipeline() == 1 && !schedule.equals(ONLY_SCHEDULE)) {
            return;
        }
        MemorySaving saving = new MemorySaving(new Recompute.None(), sharding, variant.offload());
        Layout layout =
                new Layout(degrees, schedule, micro, variant.sequenceParallel(), variant.contextMethod(), saving);
        if (!legal(frame, layout)) {
            return;
        }
        for (Recompute recompute : RECOMPUTE) {
            for (Offload offload : Offload.values()) {
                found.add(new Layout(
                        degrees,
                        schedule,
                        micro,
                        variant.sequenceParallel(),
                        variant.contextMethod(),
                        new MemorySaving(recompute, sharding, offload)));
            }
        }
    }

    private static List<ParallelDegrees> degrees(JobFrame frame) {
        List<ParallelDegrees> list = new ArrayList<>();
        int devices = frame.cluster().devices();
        for (int tensor = 1; tensor <= devices; tensor++) {
            for (int pipeline = 1; pipeline * tensor <= devices; pipeline++) {
                for (int context = 1; context * pipeline * tensor <= devices; context++) {
                    if (devices % (tensor * pipeline * context) == 0) {
                        addExperts(list, frame, tensor, pipeline, context);
                    }
                }
            }
        }
        return list;
    }

    private static void addExperts(List<ParallelDegrees> list, JobFrame frame, int tensor, int pipeline, int context) {
        int ranks = frame.cluster().devices() / pipeline;
        int data = ranks / (tensor * context);
        for (int expert = 1; expert <= ranks; expert++) {
            for (int expertTensor = 1; expertTensor * expert <= ranks; expertTensor++) {
                boolean meaningful = frame.model().hasExperts() || expertTensor == tensor;
                if (meaningful && ranks % (expert * expertTensor) == 0) {
                    list.add(new ParallelDegrees(tensor, pipeline, context, expert, expertTensor, data));
                }
            }
        }
    }

    private static List<PipelineSchedule> schedules(JobFrame frame) {
        List<PipelineSchedule> list = new ArrayList<>();
        list.add(new BreadthFirst(1));
        list.addAll(Schedules.all(2));
        for (int chunks = 3; chunks <= frame.model().layers().size() + 2; chunks++) {
            list.add(new BreadthFirst(chunks));
            list.add(new Interleaved(chunks));
        }
        return list;
    }

    private static List<Block.Variant> variants(ParallelDegrees degrees) {
        List<Block.Variant> list = new ArrayList<>();
        for (SequenceParallel sequence : SequenceParallel.values()) {
            for (ContextMethod method : ContextMethod.values()) {
                if (degrees.context() > 1 || method == ContextMethod.RING) {
                    list.add(new Block.Variant(sequence, method, Offload.NONE));
                }
            }
        }
        return list;
    }

    private static List<Sharding> shardings(JobFrame frame, ParallelDegrees degrees) {
        int replicas = degrees.data() * degrees.context();
        if (replicas == 1) {
            return List.of(Sharding.zero(0));
        }
        List<Sharding> list = new ArrayList<>();
        for (int stage = 0; stage <= 3; stage++) {
            list.add(Sharding.zero(stage));
        }
        int inNode = frame.cluster().node().devices() / (degrees.tensor() * degrees.context());
        if (inNode > 1 && degrees.data() > inNode && degrees.data() % inNode == 0) {
            list.add(new Sharding(Sharding.Stage.PARAMETERS, degrees.data() / inNode));
        }
        return list;
    }
}
