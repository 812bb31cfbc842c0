package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import java.util.List;
import java.util.Optional;

/** What is sharded, computed twice, or kept in host memory. */
final class MemoryArguments {
    /** The older name of Muon with the distributed optimizer. */
    private static final String DEALT_MUON = "dist_muon";

    private final Arguments arguments;
    private final Facts facts;

    MemoryArguments(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    void read() {
        sharding();
        arguments.state(JobField.REPLICAS, "--num-distributed-optimizer-instances");
        recompute();
        offload();
    }

    private void sharding() {
        arguments
                .toggle("--use-distributed-optimizer")
                .ifPresent(on -> facts.state(JobField.SHARDING, "1", on.stated()));
        arguments
                .get("--optimizer")
                .filter(kind -> kind.text().equals(DEALT_MUON))
                .ifPresent(kind -> facts.state(JobField.SHARDING, "1", kind.stated()));
        arguments.get("--zero-stage").ifPresent(stage -> facts.state(JobField.SHARDING, stage.text(), stage.stated()));
        Optional<Argument> strategy = arguments.get("--data-parallel-sharding-strategy");
        arguments.get("--outer-dp-sharding-strategy");
        arguments
                .toggle("--use-megatron-fsdp", "--use-custom-fsdp")
                .ifPresent(on -> facts.state(
                        JobField.SHARDING,
                        stage(strategy.map(Argument::text).orElse("optim_grads_params")),
                        strategy.orElse(on).stated()));
        arguments
                .toggle("--use-torch-fsdp2")
                .ifPresent(on -> facts.state(JobField.SHARDING, torchStage(), on.stated()));
        arguments.get("--fsdp-sharding-strategy");
        facts.imply(JobField.SHARDING, "0");
    }

    /** NeMo's names for what torch's FSDP splits. */
    private String torchStage() {
        return arguments.text("--fsdp-sharding-strategy").filter("grad"::equals).isPresent() ? "2" : "3";
    }

    private static String stage(String strategy) {
        return switch (strategy) {
            case "no_shard" -> "0";
            case "optim" -> "1";
            case "optim_grads" -> "2";
            default -> "3";
        };
    }

    private void recompute() {
        arguments
                .toggle("--recompute-activations")
                .ifPresent(on -> facts.state(JobField.RECOMPUTE, "selective", on.stated()));
        arguments
                .toggle("--checkpoint-activations", "--deepspeed-activation-checkpointing")
                .ifPresent(on -> facts.state(JobField.RECOMPUTE, "full", on.stated()));
        Optional<Argument> method = arguments.get("--recompute-method", "--activations-checkpoint-method");
        Optional<Argument> layers = arguments.get(
                "--recompute-num-layers", "--activations-checkpoint-num-layers", "--checkpoint-num-layers");
        Optional<Argument> modules = arguments.get("--recompute-modules");
        Optional<Argument> granularity = arguments.get("--recompute-granularity");
        granularity.ifPresent(kind -> {
            if (kind.text().equals("selective")) {
                selective(kind, modules);
            } else {
                full(kind, method, layers);
            }
        });
        if (granularity.isEmpty()) {
            method.ifPresent(kind -> full(kind, method, layers));
        }
        for (String partial : new String[] {
            "--num-micro-batches-with-partial-activation-checkpoints", "--activations-checkpoint-layers-per-pipeline"
        }) {
            arguments
                    .get(partial)
                    .filter(Argument::on)
                    .ifPresent(on -> facts.remark(
                            "recompute", "the same for all micro-batches and stages", on.name() + " is not modelled"));
        }
        facts.imply(JobField.RECOMPUTE, "none");
    }

    private void selective(Argument kind, Optional<Argument> modules) {
        RecomputedModules named =
                new RecomputedModules(modules.map(Argument::values).orElse(List.of("core_attn")));
        facts.state(JobField.RECOMPUTE, named.word(), modules.orElse(kind).stated());
        List<String> others = named.others();
        if (!others.isEmpty()) {
            facts.remark("recompute", "without " + String.join(", ", others), "these modules are not modelled apart");
        }
    }

    /** "uniform" recomputes all layers; "block" the first ones of each virtual stage. */
    private void full(Argument kind, Optional<Argument> method, Optional<Argument> layers) {
        boolean block = method.map(Argument::text).filter("block"::equals).isPresent();
        int count = layers.map(Argument::text)
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(1);
        if (!block) {
            facts.state(JobField.RECOMPUTE, "full", kind.stated());
            if (count > 1) {
                facts.remark(
                        "recompute", "one layer a checkpoint", "checkpoints of " + count + " layers are not modelled");
            }
            return;
        }
        int chunks = facts.number(JobField.VIRTUAL_PIPELINE, 1).orElse(1);
        facts.state(
                JobField.RECOMPUTE,
                count == 0 ? "none" : "layers:" + count * chunks,
                layers.orElse(kind).stated());
    }

    private void offload() {
        arguments.toggle("--optimizer-cpu-offload", "--cpu-optimizer").ifPresent(on -> {
            facts.state(JobField.OFFLOAD, "optimizer", on.stated());
            arguments
                    .text("--optimizer-offload-fraction")
                    .filter(share -> !share.matches("1(\\.0*)?"))
                    .ifPresent(share ->
                            facts.remark("offload", "the whole optimizer", "a share of " + share + " is not modelled"));
        });
        arguments.get("--overlap-cpu-optimizer-d2h-h2d");
        for (String flag : new String[] {"--cpu-offloading-num-layers", "--fine-grained-activation-offloading"}) {
            arguments
                    .get(flag)
                    .filter(Argument::on)
                    .ifPresent(on -> facts.remark("offload", "no activations", flag + " is not modelled"));
        }
        facts.imply(JobField.OFFLOAD, "none");
    }
}
