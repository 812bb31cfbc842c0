package dev.shardwright.gui.plan;

import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MethodChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A field of the form: the option of the command line that it stands for, its label, the text that it starts with and
 * the text that the option means when it is left out.
 */
public enum PlanField {
    MODEL("--model", "Model", "llama-3-70b", ""),
    CLUSTER("--cluster", "Cluster", "dgx-h100", ""),
    GPUS("--gpus", "GPUs", "64", ""),
    SEQUENCE_LENGTH("--sequence-length", "Sequence length", "8192", ""),
    GLOBAL_BATCH("--global-batch", "Global batch", "512", ""),
    PRECISION("--precision", "Precision", "bf16", "bf16"),
    STACK("--stack", "Software stack", "megatron-core", "megatron-core"),
    FRAMEWORK("--for", "Framework to run it", "", ""),
    OBJECTIVE("--objective", "Objective", "fastest", "fastest"),
    TOP("--top", "Layouts", "5", "5"),
    TENSOR(Knob.TENSOR.option(), "Tensor (tp)", "", ""),
    PIPELINE(Knob.PIPELINE.option(), "Pipeline (pp)", "", ""),
    CONTEXT(Knob.CONTEXT.option(), "Context (cp)", "", ""),
    EXPERT(Knob.EXPERT.option(), "Expert (ep)", "", ""),
    MICRO_BATCH(Knob.MICRO_BATCH.option(), "Micro-batch", "", ""),
    RECOMPUTE(MethodChoice.RECOMPUTE.option(), "Recompute", "", "");

    /** The fields that restrict what the planner may choose. */
    public static final List<PlanField> PINS = List.of(TENSOR, PIPELINE, CONTEXT, EXPERT, MICRO_BATCH, RECOMPUTE);

    private final String option;
    private final String label;
    private final String initial;
    private final String fallback;

    PlanField(String option, String label, String initial, String fallback) {
        this.option = option;
        this.label = label;
        this.initial = initial;
        this.fallback = fallback;
    }

    static Optional<PlanField> ofOption(String option) {
        return Arrays.stream(values())
                .filter(field -> field.option.equals(option))
                .findFirst();
    }

    public String option() {
        return option;
    }

    public String label() {
        return label;
    }

    public String initial() {
        return initial;
    }

    public String fallback() {
        return fallback;
    }
}
