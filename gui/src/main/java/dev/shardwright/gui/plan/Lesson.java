package dev.shardwright.gui.plan;

import java.util.Map;

/** What a field or a column means, and what changes with it, in a sentence or two. */
final class Lesson {
    private static final Map<String, String> OF_COLUMN = Map.ofEntries(
            Map.entry("gpus", "Devices that train together."),
            Map.entry(
                    "tp",
                    "Tensor parallel: each layer's matrices are cut over so many GPUs, which all-reduce in\n"
                            + "every layer. Keep it within a node."),
            Map.entry("pp", "Pipeline parallel: the layers are cut into so many stages. Costs bubbles; saves memory."),
            Map.entry("vpp", "Virtual stages of each rank (interleaving): shorter bubbles, more transfers."),
            Map.entry(
                    "cp", "Context parallel: each sequence is cut over so many GPUs, which exchange keys and values."),
            Map.entry(
                    "ep",
                    "Expert parallel: the experts are spread over so many GPUs, which all-to-all twice per layer."),
            Map.entry("dp", "Data parallel: so many replicas, each with its own part of the batch."),
            Map.entry("zero", "ZeRO stage: over the replicas are split 1 optimizer states, 2 gradients, 3 weights."),
            Map.entry(
                    "mb",
                    "Micro-batch: sequences in one pass. Larger is more efficient, needs more memory, and\n"
                            + "leaves fewer micro-batches to fill a pipeline."),
            Map.entry("sp", "Sequence parallel: norms and residuals are cut along the sequence over the tensor group."),
            Map.entry("recompute", "What the backward pass computes again to save activations."),
            Map.entry("step time", "From one optimizer step to the next."),
            Map.entry("tokens/s/GPU", "Tokens trained per second and device: compares clusters of any size."),
            Map.entry("memory / limit", "Peak bytes of the worst rank, and what its device offers to a program."),
            Map.entry("verdict", "Whether the worst rank's peak fits, with room for the allocator."));

    private Lesson() {}

    /** Empty for a heading that explains itself. */
    static String ofColumn(String heading) {
        return OF_COLUMN.getOrDefault(heading, "");
    }

    static String of(PlanField field) {
        return switch (field) {
            case MODEL -> "A model by name, or a Hugging Face config.json: choose the file or drop it on the window.";
            case CLUSTER -> "Devices, nodes and links by name, or a cluster file.";
            case GPUS -> "How many devices; several counts, such as 64,128, are ranked together.";
            case SEQUENCE_LENGTH -> "Tokens of one sequence. Attention's work grows with its square.";
            case GLOBAL_BATCH -> "Sequences per optimizer step, over all replicas.";
            case PRECISION -> "The number format of matrix products.";
            case STACK -> "The training framework: its kernels, its overlap and its memory rules differ.";
            case FRAMEWORK ->
                "Only layouts that this framework can be told, in this version, are searched; any layout where none is\n"
                        + "named. Export then writes for it.";
            case OBJECTIVE -> "Fastest step, or fewest dollars per token where GPU counts differ.";
            case TOP -> "How many layouts the answer lists.";
            case TENSOR -> ofColumn("tp");
            case PIPELINE -> ofColumn("pp");
            case CONTEXT -> ofColumn("cp");
            case EXPERT -> ofColumn("ep");
            case MICRO_BATCH -> ofColumn("mb");
            case RECOMPUTE -> ofColumn("recompute");
        };
    }
}
