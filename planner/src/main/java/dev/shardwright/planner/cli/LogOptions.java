package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.UserPath;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.jobfile.JobWords;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.runlog.Fact;
import dev.shardwright.simulator.runlog.JobStatements;
import dev.shardwright.simulator.runlog.ModelStatements;
import dev.shardwright.simulator.runlog.Statements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import picocli.CommandLine.ParseResult;

/** What the options say of a run beside its log: only those that were given, one value each. */
final class LogOptions {
    static final String AUTO = "auto";
    private static final Map<String, Fact> COUNTS = counts();

    private final Map<String, String> given;
    private final Path job;
    private final Statements stated = new Statements();
    private final OptionReader reader = new OptionReader();

    LogOptions(ParseResult parsed, Path job, JobOptions options, LayoutOptions layout) {
        Map<String, String> texts = new HashMap<>(options.form().texts());
        texts.putAll(layout.form().texts());
        texts.keySet().removeIf(name -> !parsed.hasMatchedOption(name));
        this.given = Map.copyOf(texts);
        this.job = job;
    }

    private static Map<String, Fact> counts() {
        Map<String, Fact> counts = new LinkedHashMap<>();
        counts.put("--gpus", Fact.GPUS);
        counts.put("--sequence-length", Fact.SEQUENCE_LENGTH);
        counts.put("--global-batch", Fact.GLOBAL_BATCH);
        counts.put("--micro-batch", Fact.MICRO_BATCH);
        counts.put("--tp", Fact.TENSOR);
        counts.put("--pp", Fact.PIPELINE);
        counts.put("--virtual-pp", Fact.VIRTUAL_PIPELINE);
        counts.put("--cp", Fact.CONTEXT);
        counts.put("--ep", Fact.EXPERT);
        counts.put("--etp", Fact.EXPERT_TENSOR);
        counts.put("--dp", Fact.DATA);
        return counts;
    }

    /** The name or file of the cluster; empty when none is given. */
    String cluster() {
        return given.getOrDefault("--cluster", "");
    }

    /** Throws InvalidInputException with every option that cannot be used. */
    Statements statements(Catalog catalog) {
        if (job != null) {
            JobStatements.state(JobFile.read(job, catalog), job.toString(), stated);
        }
        COUNTS.forEach((option, fact) ->
                read(option, (text, where) -> stated.state(fact, OptionReader.positive(text), where)));
        read("--model", (text, where) -> ModelStatements.state(catalog.models().model(text), where, stated));
        read("--cluster", (text, where) -> machines(catalog, text, where));
        software(catalog);
        layout();
        reader.check();
        return stated;
    }

    /** A cluster of one's own is named by its path from the root, so that the runs may lie anywhere. */
    private void machines(Catalog catalog, String text, String where) {
        Cluster cluster = catalog.hardware().cluster(text, 1);
        JobStatements.cluster(cluster, where, stated, catalog.hardware().ships(text) ? cluster.name() : absolute(text));
    }

    private static String absolute(String text) {
        return UserPath.of(text)
                .filter(Files::exists)
                .map(path -> path.toAbsolutePath().normalize().toString())
                .orElse(text);
    }

    private void software(Catalog catalog) {
        read(
                "--precision",
                (text, where) ->
                        stated.state(Fact.PRECISION, Precision.parse(text).label(), where));
        read(
                "--optimizer",
                (text, where) ->
                        stated.suggest(Fact.OPTIMIZER, Optimizer.parse(text).name(), where));
        read(
                "--stack",
                (text, where) ->
                        stated.state(Fact.STACK, catalog.stacks().stack(text).name(), where));
    }

    private void layout() {
        read("--zero", (text, where) -> stated.state(Fact.ZERO, stage(text), where));
        read(
                "--recompute",
                (text, where) ->
                        stated.state(Fact.RECOMPUTE, JobStatements.recompute(JobWords.recompute(text)), where));
        read("--schedule", (text, where) -> stated.state(Fact.SCHEDULE, text, where));
        read(
                "--sequence-parallel",
                (text, where) -> stated.state(
                        Fact.SEQUENCE_PARALLEL,
                        word(JobWords.SEQUENCE_PARALLEL, text).name().equals("ON"),
                        where));
        read("--offload", (text, where) -> {
            if (!word(JobWords.OFFLOADS, text).name().equals("NONE")) {
                stated.state(Fact.OFFLOAD, text, where);
            }
        });
        reader.require(
                !given.containsKey("--context-method"),
                "--context-method",
                "has no field in a measured run.",
                "Leave it out.");
    }

    private static <T> T word(Map<String, T> words, String text) {
        T value = words.get(text);
        if (value == null) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", words.keySet()));
        }
        return value;
    }

    private static int stage(String text) {
        if (!text.matches("[0-3]")) {
            throw new IllegalArgumentException("a ZeRO stage is 0, 1, 2 or 3");
        }
        return Integer.parseInt(text);
    }

    private void read(String option, BiConsumer<String, String> statement) {
        String text = given.getOrDefault(option, "");
        reader.read(option, text, false, value -> {
            statement.accept(value, option);
            return true;
        });
    }

    /** Throws InvalidInputException when options are given that the work at hand does not look at. */
    void allowOnly(String option, String purpose) {
        given.keySet().stream()
                .filter(name -> !name.equals(option))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInputException(name, "says nothing about " + purpose + ".", "Leave it out.");
                });
    }
}
