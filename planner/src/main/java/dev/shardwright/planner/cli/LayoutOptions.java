package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.LayoutForm;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that pin or restrict a layout. */
final class LayoutOptions {
    private static final String RANGE = "RANGE";
    private static final String SCHEDULES = "gpipe, 1f1b, interleaved, zb-h1, zb-h2, zb-v, v-half, v-min, dualpipe,"
            + " dualpipev, breadth-first, pipelined-backpropagation; an order of passes (FILE.csv); for `plan` also all (but those with old gradients).";

    @Option(names = "--tp", paramLabel = RANGE, description = "Tensor parallel ranks.")
    private String tensor = "";

    @Option(names = "--pp", paramLabel = RANGE, description = "Pipeline stages.")
    private String pipeline = "";

    @Option(
            names = "--virtual-pp",
            paramLabel = RANGE,
            description = "Stages of a rank, for the schedules interleaved (the default above 1) and breadth-first.")
    private String virtual = "";

    @Option(names = "--cp", paramLabel = RANGE, description = "Context parallel ranks.")
    private String context = "";

    @Option(names = "--ep", paramLabel = RANGE, description = "Expert parallel ranks.")
    private String expert = "";

    @Option(names = "--etp", paramLabel = RANGE, description = "Tensor parallel ranks of an expert.")
    private String expertTensor = "";

    @Option(names = "--dp", paramLabel = RANGE, description = "Data parallel ranks.")
    private String data = "";

    @Option(names = "--micro-batch", paramLabel = RANGE, description = "Sequences of a micro-batch.")
    private String microBatch = "";

    @Option(names = "--zero", paramLabel = RANGE, description = "ZeRO stage, 0 to 3 (3 is FSDP).")
    private String zero = "";

    @Option(
            names = "--recompute",
            paramLabel = "LIST",
            description = "none, selective, products, full, layers:K (K layers of each rank), or selective:PART+PART of"
                    + " core_attn, layernorm, moe_act, mla_up_proj, mlp and moe.")
    private String recompute = "";

    @Option(names = "--schedule", paramLabel = "LIST", description = SCHEDULES)
    private String schedule = "";

    @Option(
            names = "--sequence-parallel",
            paramLabel = "on|off",
            description = "Split norms and residuals over the tensor ranks.")
    private String sequenceParallel = "";

    @Option(names = "--context-method", paramLabel = "LIST", description = "ring, all-gather, ulysses, hierarchical.")
    private String contextMethod = "";

    @Option(
            names = "--offload",
            paramLabel = "LIST",
            description = "none, optimizer (its state and step on the host), parameters (all states).")
    private String offload = "";

    /** Whether any of the options was given. */
    boolean given() {
        return texts().values().stream().anyMatch(text -> !text.isEmpty());
    }

    LayoutForm form() {
        return new LayoutForm(texts());
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        texts.put("--tp", tensor);
        texts.put("--pp", pipeline);
        texts.put("--virtual-pp", virtual);
        texts.put("--cp", context);
        texts.put("--ep", expert);
        texts.put("--etp", expertTensor);
        texts.put("--dp", data);
        texts.put("--micro-batch", microBatch);
        texts.put("--zero", zero);
        texts.put("--recompute", recompute);
        texts.put("--schedule", schedule);
        texts.put("--sequence-parallel", sequenceParallel);
        texts.put("--context-method", contextMethod);
        texts.put("--offload", offload);
        return texts;
    }
}
