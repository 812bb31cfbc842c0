package dev.shardwright.planner.space;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The legal, not dominated layouts of one job frame. Enumerates in a fixed order. Several threads may ask for
 * blocks at once.
 */
public final class LayoutSpace {
    private final JobFrame frame;
    private final Freedom freedom;
    private final Legality legality;
    private final RecomputeLadder ladders;
    private final Map<ScheduleKind, List<PipelineSchedule>> versions;

    /** Asked for by every mesh and micro-batch size, of which thousands have the same pipeline. */
    private final Map<Pipeline, List<PipelineSchedule>> schedules = new ConcurrentHashMap<>();

    private final List<ParallelDegrees> meshes;
    private long candidates = -1;

    public LayoutSpace(JobFrame frame, Freedom asked) {
        this.frame = frame;
        freedom = asked.narrowed();
        legality = new Legality(frame);
        ladders = new RecomputeLadder(freedom.methods().recompute(), Dominance.ofParts(frame), legality.layers());
        versions = versions(freedom, legality.mostChunks());
        meshes = Meshes.of(legality, freedom);
    }

    public JobFrame frame() {
        return frame;
    }

    /** Who must be able to say a layout; the enumeration keeps to its words only, not to all of its rules. */
    public Dialect dialect() {
        return freedom.dialect();
    }

    public List<ParallelDegrees> meshes() {
        return meshes;
    }

    /** Number of layouts. */
    public long candidates() {
        if (candidates < 0) {
            candidates = count();
        }
        return candidates;
    }

    private long count() {
        long count = 0;
        for (ParallelDegrees mesh : meshes) {
            List<Sharding> shardings = shardings(mesh);
            long variants = variants(mesh).size();
            for (int microBatch : microBatches(mesh)) {
                for (PipelineSchedule schedule : schedules(mesh, microBatch)) {
                    long rungs = ladders.rungs(mesh.pipeline(), schedule).size();
                    count += variants * rungs * legal(shardings, mesh.pipeline(), schedule);
                }
            }
        }
        return count;
    }

    private int legal(List<Sharding> shardings, int pipeline, PipelineSchedule schedule) {
        int legal = 0;
        for (Sharding sharding : shardings) {
            legal += legality.sharding(pipeline, schedule, sharding) ? 1 : 0;
        }
        return legal;
    }

    /** The blocks of one mesh, by ascending micro-batch. */
    public List<Block> blocks(ParallelDegrees mesh) {
        return blocks(mesh, microBatches(mesh));
    }

    /** The blocks of one mesh with the smallest micro-batch: those that need least memory. */
    public List<Block> leanest(ParallelDegrees mesh) {
        int[] sizes = microBatches(mesh);
        return blocks(mesh, Arrays.copyOf(sizes, Math.min(1, sizes.length)));
    }

    private List<Block> blocks(ParallelDegrees mesh, int[] microBatches) {
        List<Block> blocks = new ArrayList<>();
        List<Sharding> shardings = shardings(mesh);
        List<Block.Variant> variants = variants(mesh);
        for (int microBatch : microBatches) {
            for (PipelineSchedule schedule : schedules(mesh, microBatch)) {
                List<Recompute> ladder = ladders.rungs(mesh.pipeline(), schedule);
                for (Sharding sharding : shardings) {
                    if (legality.sharding(mesh.pipeline(), schedule, sharding)) {
                        for (Block.Variant variant : variants) {
                            blocks.add(new Block(mesh, schedule, microBatch, variant, sharding, ladder));
                        }
                    }
                }
            }
        }
        return blocks;
    }

    private Block made(Choices c) {
        List<Recompute> ladder = ladders.rungs(c.mesh().pipeline(), c.schedule());
        return new Block(c.mesh(), c.schedule(), c.microBatch(), c.variant(), c.sharding(), ladder);
    }

    /**
     * The block of a mesh that comes nearest to the other choices: the largest micro-batch up to the one wished for, the
     * schedule with the nearest number of virtual stages, the nearest sharding. Empty when the mesh has no block.
     */
    public Optional<Block> nearest(Choices c) {
        ParallelDegrees mesh = c.mesh();
        int[] sizes = microBatches(mesh);
        List<Block.Variant> variants = variants(mesh);
        if (sizes.length == 0 || variants.isEmpty()) {
            return Optional.empty();
        }
        int size = sizes[0];
        for (int other : sizes) {
            size = other <= c.microBatch() ? other : size;
        }
        Block.Variant variant = variants.contains(c.variant()) ? c.variant() : variants.get(0);
        return settled(new Choices(mesh, size, c.schedule(), c.sharding(), variant));
    }

    private Optional<Block> settled(Choices c) {
        Choices best = null;
        int least = Integer.MAX_VALUE;
        for (PipelineSchedule schedule : schedules(c.mesh(), c.microBatch())) {
            for (Sharding sharding : shardings(c.mesh())) {
                int distance = distance(schedule, c.schedule()) + distance(sharding, c.sharding());
                if (distance < least && legality.sharding(c.mesh().pipeline(), schedule, sharding)) {
                    best = new Choices(c.mesh(), c.microBatch(), schedule, sharding, c.variant());
                    least = distance;
                }
            }
        }
        return best == null ? Optional.empty() : Optional.of(made(best));
    }

    private static int distance(PipelineSchedule a, PipelineSchedule b) {
        return a.equals(b) ? 0 : 1 + Math.abs(a.virtualStages() - b.virtualStages());
    }

    private static int distance(Sharding a, Sharding b) {
        return a.equals(b) ? 0 : 1 + Math.abs(a.stage().ordinal() - b.stage().ordinal());
    }

    /** One value per choice, not necessarily legal together. */
    public record Choices(
            ParallelDegrees mesh,
            int microBatch,
            PipelineSchedule schedule,
            Sharding sharding,
            Block.Variant variant) {}

    /** Micro-batch sizes of a mesh, ascending. */
    public int[] microBatches(ParallelDegrees mesh) {
        int[] all = Divisors.of(legality.globalBatch() / mesh.data());
        int kept = 0;
        for (int size : all) {
            if (freedom.allows(Knob.MICRO_BATCH, size)) {
                all[kept++] = size;
            }
        }
        return Arrays.copyOf(all, kept);
    }

    /** Schedules of a mesh at a micro-batch size, with their numbers of virtual stages. */
    public List<PipelineSchedule> schedules(ParallelDegrees mesh, int microBatch) {
        int microBatches = legality.globalBatch() / (mesh.data() * microBatch);
        return schedules.computeIfAbsent(new Pipeline(mesh.pipeline(), microBatches), this::schedules);
    }

    /** All that a schedule's legality and worth depend on. */
    private record Pipeline(int ranks, int microBatches) {}

    private List<PipelineSchedule> schedules(Pipeline pipeline) {
        List<PipelineSchedule> list = new ArrayList<>();
        versions.forEach((kind, all) -> {
            for (PipelineSchedule schedule : all) {
                if (worthwhile(pipeline.ranks(), kind, schedule.virtualStages())
                        && legality.schedule(pipeline.ranks(), schedule, pipeline.microBatches())) {
                    list.add(schedule);
                }
            }
        });
        return List.copyOf(Dominance.schedules(pipeline.ranks(), list));
    }

    /** Uneven chunks only when asked for: the largest chunk sets the pace of all. */
    private boolean worthwhile(int ranks, ScheduleKind kind, int chunks) {
        return chunks == 1
                || kind.stages() == ScheduleKind.Stages.PRESCRIBED
                || freedom.pinned(Knob.VIRTUAL)
                || legality.layers() % (ranks * chunks) == 0;
    }

    /** The schedules that are tried, with all numbers of virtual stages that are allowed. */
    private static Map<ScheduleKind, List<PipelineSchedule>> versions(Freedom freedom, int mostChunks) {
        Map<ScheduleKind, List<PipelineSchedule>> versions = new LinkedHashMap<>();
        for (ScheduleKind kind : Dominance.schedules(freedom.methods())) {
            int fewest = kind.smallest().virtualStages();
            int most = kind.stages() == ScheduleKind.Stages.CHOSEN ? mostChunks : fewest;
            versions.put(
                    kind,
                    IntStream.rangeClosed(fewest, most)
                            .filter(chunks -> freedom.allows(Knob.VIRTUAL, chunks))
                            .mapToObj(kind::with)
                            .toList());
        }
        return versions;
    }

    public List<Sharding> shardings(ParallelDegrees mesh) {
        return Dominance.shardings(freedom, mesh, frame.cluster().node().devices());
    }

    /** Without context parallelism all methods are the same; one is enough. */
    private List<ContextMethod> contextMethods(ParallelDegrees mesh) {
        List<ContextMethod> methods = Dominance.contextMethods(freedom.methods());
        return mesh.context() == 1 ? methods.subList(0, 1) : methods;
    }

    public List<Block.Variant> variants(ParallelDegrees mesh) {
        List<Block.Variant> variants = new ArrayList<>();
        for (SequenceParallel sequence : Dominance.sequenceParallel(legality, freedom.methods(), mesh)) {
            for (ContextMethod method : contextMethods(mesh)) {
                boolean legal = legality.sequence(mesh.context(), sequence == SequenceParallel.ON ? mesh.tensor() : 1)
                        && legality.context(mesh.tensor(), mesh.context(), method);
                for (Offload offload : Dominance.offload(freedom.methods())) {
                    if (legal) {
                        variants.add(new Block.Variant(sequence, method, offload));
                    }
                }
            }
        }
        return variants;
    }
}
