package dev.shardwright.planner.export.galvatron;

import dev.shardwright.planner.export.config.JsonText;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.planner.export.job.StageLayers;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Sharding.Stage;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** strategy.json: one number a layer for every choice, as text with commas. Keys beyond these are ignored in silence. */
public record GalvatronFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES = List.of(new Release("Hetu-Galvatron", "2.4", "cea12ff of 2026-06-16"));
    public static final String CONFIG_FILE = "strategy.json";

    public static List<Problem> refusals(TrainingJob job) {
        return GalvatronLimits.check(job);
    }

    public String config() {
        ParallelDegrees d = job.layout().degrees();
        int ring = ulysses() ? 1 : d.context();
        Section strategy = Section.EMPTY
                .with("pp_deg", d.pipeline())
                .with("tp_sizes_enc", everyLayer(tensor()))
                .with("tp_consecutive_flags", everyLayer(1))
                .with("cp_sizes_enc", everyLayer(ring))
                .with("dp_types_enc", everyLayer(shardsParameters() ? 1 : 0))
                .with("use_sp", everyLayer(ulysses() ? 1 : 0))
                .with("checkpoint", text(recomputed()))
                .when(job.model().hasExperts(), all -> all.and(experts(d)))
                .with("global_bsz", job.workload().globalBatch())
                .with("chunks", job.microBatches())
                .with("pp_division", text(StageLayers.of(job).counts()))
                .with("pipeline_type", job.layout().schedule().name().equals("gpipe") ? "gpipe" : "pipedream_flush")
                .with("default_dp_type", defaultType())
                .with("vtp", tensor())
                .with("vsp", ulysses() ? 1 : 0)
                .with("vcp", ring)
                .with("vocab_sdp", shardsParameters() ? 1 : 0);
        return JsonText.of(strategy);
    }

    private Section experts(ParallelDegrees d) {
        return Section.EMPTY
                .with("ep_sizes_enc", everyLayer(d.expert()))
                .with("tp_of_ep_sizes_enc", everyLayer(d.expertTensor()));
    }

    private boolean ulysses() {
        return job.layout().degrees().context() > 1 && job.layout().contextMethod() == ContextMethod.ULYSSES;
    }

    /** Ranks that share a layer by Megatron's maps or, with use_sp, by Ulysses. */
    private int tensor() {
        ParallelDegrees d = job.layout().degrees();
        return ulysses() ? d.context() : d.tensor();
    }

    private boolean shardsParameters() {
        return job.layout().memorySaving().sharding().stage() == Stage.PARAMETERS;
    }

    private String defaultType() {
        return switch (job.layout().memorySaving().sharding().stage()) {
            case GRADIENTS -> "zero2";
            case PARAMETERS -> "zero3";
            default -> "ddp";
        };
    }

    private String everyLayer(int value) {
        return text(Collections.nCopies(job.model().layers().size(), value));
    }

    /** Which layers are recomputed: the first ones of each stage. */
    private List<Integer> recomputed() {
        List<Integer> flags = new ArrayList<>();
        for (int layers : StageLayers.of(job).counts()) {
            int full = job.layout().memorySaving().recompute().fullLayers(layers);
            flags.addAll(Collections.nCopies(full, 1));
            flags.addAll(Collections.nCopies(layers - full, 0));
        }
        return flags;
    }

    private static String text(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public String script(Optional<Report> prediction) {
        Setting config =
                new Setting("GALVATRON_CONFIG", "your train_dist.yaml, which holds model, data and learning rate");
        Setting checkout = new Setting("GALVATRON_PATH", "a checkout of Hetu-Galvatron");
        String kind = job.model().hasExperts() ? "moe" : "gpt";
        List<String> command = StartScript.torchrun(job);
        command.addAll(List.of(
                "\"$GALVATRON_PATH/galvatron/models/" + kind + "/train_dist.py\"",
                config.word(),
                "runtime.parallel.galvatron_config_path=\"$PWD/" + CONFIG_FILE + "\"",
                "runtime.parallel.mixed_precision=" + job.numerics().precision().label(),
                "runtime.model.num_layers=" + job.model().layers().size(),
                "runtime.train.seq_length=" + job.workload().sequenceLength(),
                "runtime.train.sequence_parallel=true"));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of(
                                "The model's other widths stand in your train_dist.yaml; its layers must be as many as here."),
                        List.of(config, checkout),
                        RankEnvironment.of(job),
                        command)
                .text(prediction);
    }
}
