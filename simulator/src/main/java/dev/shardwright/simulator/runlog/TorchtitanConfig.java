package dev.shardwright.simulator.runlog;

import java.util.Locale;
import java.util.Optional;

/** What torchtitan's printed configuration says of a run, by the keys of its job configuration over the years. */
final class TorchtitanConfig {
    private TorchtitanConfig() {}

    static void state(PrintedObject config, Statements stated) {
        Arguments settings = config.settings(
                "training.seq_len",
                "training.local_batch_size",
                "training.batch_size",
                "training.global_batch_size",
                "parallelism.tensor_parallel_degree",
                "training.tensor_parallel_degree",
                "parallelism.pipeline_parallel_degree",
                "experimental.pipeline_parallel_degree",
                "parallelism.context_parallel_degree",
                "experimental.context_parallel_degree",
                "parallelism.expert_parallel_degree",
                "parallelism.data_parallel_replicate_degree",
                "training.data_parallel_replicate_degree",
                "activation_checkpoint.mode",
                "activation_checkpoint.selective_ac_option",
                "training.compile",
                "compile.enable",
                "optimizer.name",
                "model.name",
                "model.flavor");
        batch(settings, stated);
        layout(settings, stated);
        recompute(settings, stated);
        precision(config, stated);
        settings.get("compile.enable", "training.compile")
                .ifPresent(on -> stated.state(Fact.COMPILED, on.on(), on.where()));
        settings.get("optimizer.name")
                .ifPresent(name -> stated.state(Fact.OPTIMIZER, name.text().toLowerCase(Locale.ROOT), name.where()));
        settings.get("model.flavor")
                .ifPresent(flavor -> stated.suggest(
                        Fact.MODEL_NAME, settings.text("model.name") + "-" + flavor.text(), flavor.where()));
    }

    private static void batch(Arguments settings, Statements stated) {
        settings.state(stated, Fact.SEQUENCE_LENGTH, "training.seq_len");
        settings.state(stated, Fact.MICRO_BATCH, "training.local_batch_size", "training.batch_size");
        settings.state(stated, Fact.GLOBAL_BATCH, "training.global_batch_size");
    }

    /** Degrees of -1 (all that are left) say nothing and are left to the mesh. */
    private static void layout(Arguments settings, Statements stated) {
        settings.state(stated, Fact.TENSOR, "parallelism.tensor_parallel_degree", "training.tensor_parallel_degree");
        settings.state(
                stated, Fact.PIPELINE, "parallelism.pipeline_parallel_degree", "experimental.pipeline_parallel_degree");
        settings.state(
                stated, Fact.CONTEXT, "parallelism.context_parallel_degree", "experimental.context_parallel_degree");
        settings.count("parallelism.expert_parallel_degree")
                .filter(degree -> degree > 1)
                .ifPresent(degree -> settings.state(stated, Fact.EXPERT, "parallelism.expert_parallel_degree"));
        settings.state(
                stated,
                Fact.REPLICAS,
                "parallelism.data_parallel_replicate_degree",
                "training.data_parallel_replicate_degree");
    }

    /** Products are converted to eight bits by a converter; the format of everything else is bfloat16 by default. */
    private static void precision(PrintedObject config, Statements stated) {
        String model = config.tree().path("model").path("converters").toString();
        if (model.contains("float8")) {
            boolean rows = config.tree().toString().contains("\"rowwise");
            stated.suggest(Fact.PRECISION, rows ? "fp8-row" : "fp8", config.where() + ", model.converters");
        } else {
            config.setting("training.mixed_precision_param")
                    .filter(format -> format.text().equals("bfloat16"))
                    .ifPresent(format -> stated.suggest(Fact.PRECISION, "bf16", format.where()));
        }
    }

    private static void recompute(Arguments settings, Statements stated) {
        Optional<Argument> mode = settings.get("activation_checkpoint.mode");
        mode.ifPresent(said -> stated.state(Fact.RECOMPUTE, said.text(), said.where()));
    }
}
