package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import java.util.Optional;

/** Number formats and the optimizer. */
final class NumericsArguments {
    private final Arguments arguments;
    private final Facts facts;

    NumericsArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        arguments.toggle("--bf16").ifPresent(on -> state("bf16", on));
        arguments.toggle("--fp16").ifPresent(on -> state("fp16", on));
        Optional<Argument> recipe = arguments.get("--fp8-recipe");
        arguments
                .toggle("--fp8-format", "--fp8-hybrid", "--fp8-e4m3")
                .ifPresent(on -> state(eightBit(recipe.map(Argument::text).orElse("delayed")), on));
        arguments.get("--fp4-recipe");
        arguments.toggle("--fp4-format").ifPresent(on -> state("nvfp4", on));
        facts.assume(JobField.PRECISION, "fp32", "Megatron-LM trains in fp32 unless --bf16 or --fp16 is given");
        optimizer();
    }

    private void state(String precision, Argument on) {
        facts.state(JobField.PRECISION, precision, on.stated());
    }

    private static String eightBit(String recipe) {
        return switch (recipe) {
            case "tensorwise" -> "fp8";
            case "blockwise" -> "fp8-block";
            case "mxfp8" -> "mxfp8";
            default -> "fp8-delayed";
        };
    }

    private void optimizer() {
        arguments.get("--optimizer").ifPresent(kind -> facts.state(JobField.OPTIMIZER, word(kind), kind.stated()));
        arguments
                .get("--sgd-momentum")
                .map(Argument::text)
                .filter(m -> !m.matches("0(\\.0*)?"))
                .ifPresent(momentum -> {
                    if (facts.get(JobField.OPTIMIZER).filter("sgd"::equals).isPresent()) {
                        facts.remark("optimizer", "sgd", "a momentum of " + momentum + " is not counted");
                    }
                });
        facts.imply(JobField.OPTIMIZER, "adamw");
        arguments.get("--use-precision-aware-optimizer");
        arguments.get("--main-grads-dtype", "--main-params-dtype");
        Optional<Argument> moments = arguments.get("--exp-avg-dtype");
        arguments.get("--exp-avg-sq-dtype");
        moments.ifPresent(this::moments);
    }

    private String word(Argument kind) {
        String name = kind.text();
        if (name.contains("muon")) {
            return "muon";
        }
        if (!name.matches("adamw?|sgd")) {
            facts.remark("optimizer", "adamw", name + " is not modelled");
        }
        return name.equals("sgd") ? "sgd" : "adamw";
    }

    private void moments(Argument format) {
        switch (format.text()) {
            case "fp8" -> facts.state(JobField.OPTIMIZER, "adamw-8bit", format.stated());
            case "bf16", "fp16" ->
                facts.remark("optimizer", "adamw", "moments in " + format.text() + " are counted as fp32");
            default -> facts.imply(JobField.OPTIMIZER, "adamw");
        }
    }
}
