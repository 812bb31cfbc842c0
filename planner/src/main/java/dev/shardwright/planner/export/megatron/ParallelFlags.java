package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.planner.export.shell.ShellWord;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.stack.Execution.RankOrder;
import java.util.ArrayList;
import java.util.List;

/** Which ranks share what: tensor, pipeline and context parallelism. Data parallelism is what is left. */
final class ParallelFlags {
    private final MegatronRun run;
    private final Layout layout;
    private final ParallelDegrees degrees;
    private final List<Flag> flags = new ArrayList<>();

    private ParallelFlags(MegatronRun run) {
        this.run = run;
        this.layout = run.layout();
        this.degrees = run.degrees();
    }

    static FlagGroup of(MegatronRun run) {
        ParallelFlags parallel = new ParallelFlags(run);
        parallel.tensor();
        parallel.pipeline();
        parallel.context();
        return new FlagGroup("PARALLEL_ARGS", parallel.flags);
    }

    private void tensor() {
        flags.add(Flag.of("--tensor-model-parallel-size", degrees.tensor()));
        if (layout.sequenceParallel() == SequenceParallel.ON) {
            flags.add(Flag.on("--sequence-parallel"));
        }
        if (overlapsTensorTraffic(run)) {
            flags.add(
                    Flag.on("--tp-comm-overlap").because("the prediction assumes that tensor traffic hides in tiles"));
        }
    }

    /**
     * Transformer Engine's user buffers: sequence parallelism over switched links of one node, weights of the usual
     * attention, and one scale per tensor at most.
     */
    static boolean overlapsTensorTraffic(MegatronRun run) {
        Precision precision = run.job().numerics().precision();
        int tensor = run.degrees().tensor();
        Link link = run.job().cluster().tierFor(tensor);
        return run.layout().sequenceParallel() == SequenceParallel.ON
                && run.overlap().tensor().tiled() > 0
                && tensor <= run.job().cluster().node().devices()
                && link.kind() == Link.Kind.SWITCHED
                && run.architecture().latentAttention().isEmpty()
                && !run.fullyShards()
                && (precision == Precision.BF16
                        || precision == Precision.FP8_TENSOR
                        || precision == Precision.FP8_DELAYED);
    }

    private void pipeline() {
        flags.add(Flag.of("--pipeline-model-parallel-size", degrees.pipeline()));
        int virtualStages = layout.schedule().virtualStages();
        StageLayers stages = run.stages();
        if (!stages.even()) {
            unevenStages(stages);
        } else if (virtualStages > 1) {
            flags.add(Flag.of("--num-virtual-stages-per-pipeline-rank", virtualStages));
        }
        if (virtualStages > 1 && degrees.pipeline() > 2 && run.overlap().pipeline() == 0) {
            flags.add(Flag.on("--no-overlap-p2p-communication").because("the stack's hand-overs do not overlap"));
        }
        if (degrees.pipeline() > 1 && run.job().stack().execution().order() == RankOrder.DATA_OUTERMOST) {
            flags.add(Flag.on("--use-tp-pp-dp-mapping").because("the stack's rank order: data parallelism outermost"));
        }
    }

    /** The layout text; before it existed, the counts of the first and last stage. */
    private void unevenStages(StageLayers stages) {
        if (!readsLayout(run) && layout.schedule().virtualStages() == 1 && stages.evenInside()) {
            flags.add(Flag.of("--decoder-first-pipeline-num-layers", stages.first()));
            if (degrees.pipeline() > 2) {
                flags.add(Flag.of("--decoder-last-pipeline-num-layers", stages.last()));
            }
            return;
        }
        String text = stages.layout(run.job().model().predictionLayers());
        flags.add(Flag.of("--pipeline-model-parallel-layout", text)
                .because("decoder layers per stage: " + stages.words()));
    }

    /** Prediction layers came to the layout text one release later. */
    static boolean readsLayout(MegatronRun run) {
        boolean predicts = run.job().model().predictionLayers() > 0;
        return run.release().atLeast(predicts ? MegatronRelease.CORE_0_14 : MegatronRelease.CORE_0_13);
    }

    private void context() {
        flags.add(Flag.of("--context-parallel-size", degrees.context()));
        if (degrees.context() > 1) {
            flags.add(Flag.of("--cp-comm-type", communication(layout.contextMethod())));
            levels();
        }
    }

    private void levels() {
        if (layout.contextMethod() == ContextMethod.HIERARCHICAL) {
            int inside = HierarchicalContext.inside(
                    degrees.context(),
                    degrees.tensor(),
                    run.job().cluster().node().devices(),
                    HierarchicalContext.keyValueHeads(run.job().model()));
            List<ShellWord> sizes = List.of(ShellWord.literal(inside), ShellWord.literal(degrees.context() / inside));
            flags.add(new Flag("--hierarchical-context-parallel-sizes", sizes, "")
                    .because("all-to-all inside a node, a ring between nodes"));
        }
    }

    private static String communication(ContextMethod method) {
        return switch (method) {
            case RING -> "p2p";
            case ALL_GATHER -> "all_gather";
            case ULYSSES -> "a2a";
            case HIERARCHICAL -> "a2a+p2p";
        };
    }
}
