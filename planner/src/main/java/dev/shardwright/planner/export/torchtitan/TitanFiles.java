package dev.shardwright.planner.export.torchtitan;

import dev.shardwright.planner.export.config.Release;
import dev.shardwright.planner.export.config.StartScript;
import dev.shardwright.planner.export.config.TomlText;
import dev.shardwright.planner.export.job.Heading;
import dev.shardwright.planner.export.job.RankEnvironment;
import dev.shardwright.planner.export.job.Words;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What torchtitan reads: train.toml up to 0.2.2, recipe.py since. */
public record TitanFiles(TrainingJob job, Release release) {
    /** The oldest first. */
    public static final List<Release> RELEASES = List.of(TitanRun.TOML, TitanRun.RECIPES);

    private static final String TOML_FILE = "train.toml";
    private static final String RECIPE_FILE = "recipe.py";

    /** FSDP, recomputation of whole layers or of every second product, and the ways of context parallelism. */
    public static Freedom words(Release release) {
        return Words.ALL
                .recompute(new Recompute.None(), new Recompute.EverySecondProduct(), new Recompute.Full())
                .context(release.equals(TitanRun.TOML) ? ContextMethod.RING : ContextMethod.ALL_GATHER)
                .only(Knob.ZERO, 0, 2, 3)
                .freedom();
    }

    public List<Problem> refusals() {
        return TitanLimits.check(run());
    }

    private TitanRun run() {
        return new TitanRun(job, release);
    }

    public String configName() {
        return run().readsToml() ? TOML_FILE : RECIPE_FILE;
    }

    public String config(Optional<Report> prediction) {
        List<String> heading = new Heading(job, release.title()).lines(prediction);
        return run().readsToml()
                ? TomlText.of(heading, new TomlConfig(run()).section())
                : new RecipeConfig(run()).text(heading);
    }

    public String script(Optional<Report> prediction) {
        List<String> command = new ArrayList<>(StartScript.torchrun(job));
        command.addAll(
                run().readsToml()
                        ? List.of("-m torchtitan.train", "--job.config_file=" + TOML_FILE)
                        : List.of("-m torchtitan.train", "--module=recipe", "--config=" + RecipeConfig.FUNCTION));
        return new StartScript(
                        new Heading(job, release.title()),
                        List.of("Needs torchtitan " + release.version()
                                + " in the Python environment, and the tokenizer in "
                                + run().flavor().orElseThrow().assetsPath() + "."),
                        List.of(),
                        RankEnvironment.of(job),
                        command)
                .text(prediction);
    }
}
