package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;

/** Batch sizes and the groups of ranks. What is left out is 1, but for the tensor ranks of an expert. */
final class ParallelArguments {
    private final Arguments arguments;
    private final Facts facts;

    ParallelArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        arguments.state(JobField.SEQUENCE_LENGTH, "--seq-length", "--encoder-seq-length");
        arguments.state(JobField.MICRO_BATCH, "--micro-batch-size", "--batch-size");
        arguments.state(JobField.GLOBAL_BATCH, "--global-batch-size");
        if (!arguments.has("--global-batch-size")) {
            facts.assume(
                    JobField.ACCUMULATION, "1", "without --global-batch-size Megatron-LM takes one micro-batch a step");
        }
        arguments
                .get("--step-batch-size-schedule", "--rampup-batch-size")
                .filter(Argument::on)
                .ifPresent(ramp -> facts.remark("global batch", "constant", ramp.name() + " starts with less"));
        arguments.state(JobField.TENSOR, "--tensor-model-parallel-size", "--model-parallel-size");
        arguments.state(JobField.CONTEXT, "--context-parallel-size", "--ds-sequence-parallel-size");
        arguments.state(JobField.EXPERT, "--expert-model-parallel-size", "--moe-expert-parallel-size");
        arguments.state(JobField.EXPERT_TENSOR, "--expert-tensor-parallel-size");
        arguments.state(
                JobField.CAPACITY_FACTOR,
                argument -> Double.toString(Math.max(0, parsed(argument))),
                "--moe-expert-capacity-factor");
        for (JobField field : new JobField[] {JobField.TENSOR, JobField.CONTEXT, JobField.EXPERT}) {
            facts.imply(field, "1");
        }
        facts.imply(JobField.EXPERT_TENSOR, facts.get(JobField.TENSOR).orElse("1"));
        sequence();
        context();
    }

    private double parsed(Argument argument) {
        try {
            return Double.parseDouble(argument.text());
        } catch (NumberFormatException e) {
            facts.problem(argument.stated().where(), "must be a number.", "");
            return 0;
        }
    }

    /** Megatron-LM itself turns it off where there is nothing to split over. */
    private void sequence() {
        boolean alone = facts.get(JobField.TENSOR).orElse("1").equals("1");
        arguments.toggle("--sequence-parallel").ifPresent(on -> {
            facts.state(JobField.SEQUENCE_PARALLEL, alone ? "off" : "on", on.stated());
            if (alone) {
                facts.remark("sequence parallel", "off", "--sequence-parallel with tensor parallel 1 is turned off");
            }
        });
        facts.imply(JobField.SEQUENCE_PARALLEL, "off");
    }

    private void context() {
        arguments.state(JobField.CONTEXT_METHOD, this::method, "--cp-comm-type");
        arguments.get("--hierarchical-context-parallel-sizes");
        boolean ulysses = arguments.has("--ds-sequence-parallel-size");
        facts.imply(JobField.CONTEXT_METHOD, ulysses ? "ulysses" : "ring");
    }

    private String method(Argument argument) {
        long kinds = argument.values().stream().distinct().count();
        if (kinds > 1) {
            facts.remark(
                    "context method", argument.values().get(0), "layers differ in --cp-comm-type: the first is read");
        }
        String first = argument.values().isEmpty() ? "" : argument.values().get(0);
        return switch (first) {
            case "all_gather", "allgather" -> "all-gather";
            case "a2a" -> "ulysses";
            case "a2a+p2p" -> "hierarchical";
            default -> "ring";
        };
    }
}
