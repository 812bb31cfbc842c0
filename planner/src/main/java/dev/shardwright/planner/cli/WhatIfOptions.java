package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.form.WhatIfForm;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.whatif.Scenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that ask what becomes of a step that is disturbed. */
final class WhatIfOptions {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.eE+\\-,\\s]+");

    @Option(
            names = "--slow-rank",
            paramLabel = "R=FACTOR",
            description = "Pipeline rank R (from 0) computes this many times as long; a list is separated by commas.")
    private String slowRank = "";

    @Option(
            names = "--slow-link",
            paramLabel = "R=FACTOR",
            description = "Pipeline rank R communicates this many times as long; a list is separated by commas.")
    private String slowLink = "";

    @Option(
            names = "--micro-batch-work",
            paramLabel = "LIST|FILE",
            description =
                    "Compute of each micro-batch over the planned one, such as 0.8,1,1.2; begins again at the end.")
    private String work = "";

    @Option(
            names = "--communication-sms",
            paramLabel = "SHARE",
            description = "Share of the multiprocessors that communication takes from compute beside it, such as 10%%.")
    private String communication = "";

    @Option(
            names = "--shared-card",
            description = "What a rank sends out of its node at the same time shares the rate of its network card.")
    private boolean card;

    @Option(
            names = "--jitter",
            paramLabel = "SHARE",
            description =
                    "Times of passes vary by chance with this coefficient of variation, such as 5%%; a step waits for"
                            + " the slowest data-parallel replica.")
    private String jitter = "";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the jitter; default 1.")
    private String seed = "";

    Scenario scenario(OptionReader reader, TrainingJob job) {
        return new WhatIfForm(Map.of(
                        "--slow-rank", slowRank,
                        "--slow-link", slowLink,
                        "--micro-batch-work", numbers(work),
                        "--communication-sms", communication,
                        "--shared-card", card ? "on" : "",
                        "--jitter", jitter,
                        "--seed", seed))
                .scenario(reader, job);
    }

    /** The list itself, or that of a file, where line ends separate too. */
    private static String numbers(String text) {
        return text.isEmpty() || NUMBERS.matcher(text).matches()
                ? text
                : JsonText.read(Path.of(text)).strip().replaceAll("[\\s,]+", ",");
    }
}
