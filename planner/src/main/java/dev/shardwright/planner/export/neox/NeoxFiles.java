package dev.shardwright.planner.export.neox;

import dev.shardwright.planner.export.config.Placeholder;
import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.Section;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.StartScript.Setting;
import dev.shardwright.planner.export.config.YamlText;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Optional;

/** neox.yml for deepy.py train.py: one file, since GPT-NeoX refuses a key that stands in two. */
public record NeoxFiles(TrainingJob job, Release release) {
    public static final List<Release> RELEASES =
            List.of(new Release("GPT-NeoX", "2.0", "main, ea7aefd8 of 2026-05-19"));
    public static final String CONFIG_FILE = "neox.yml";

    public static List<Problem> refusals(TrainingJob job) {
        return NeoxLimits.check(job);
    }

    public String config(Optional<Report> prediction) {
        Section all = LayoutKeys.of(job)
                .and(ModelKeys.of(job))
                .and(TrainingKeys.of(job))
                .and(data());
        return YamlText.of(new Heading(job, release.title()).lines(prediction), all);
    }

    private static Section data() {
        return Section.EMPTY
                .with("data_path", Placeholder.of("tokenized data"))
                .with("tokenizer_type", "HFTokenizer")
                .with("vocab_file", Placeholder.of("tokenizer.json"))
                .with("launcher", "pdsh")
                .because("hosts stand in a hostfile; with Slurm: slurm");
    }

    public String script(Optional<Report> prediction) {
        Setting checkout = new Setting("NEOX_PATH", "a checkout of GPT-NeoX");
        List<String> notes = List.of(
                "Started once, on the first node: deepy.py reaches the others by the hostfile of DeepSpeed, or by Slurm.",
                "Replace every PLACEHOLDER in " + CONFIG_FILE + " first.");
        return new StartScript(
                        new Heading(job, release.title()),
                        notes,
                        List.of(checkout),
                        RankEnvironment.of(job),
                        List.of("\"$NEOX_PATH/deepy.py\"", "\"$NEOX_PATH/train.py\"", CONFIG_FILE))
                .withOneStart()
                .text(prediction);
    }
}
