package dev.shardwright.gui.files;

import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file is to the window, by its content.
 *
 * @param target the framework that a plan's layouts were searched for, where one was named
 */
record Opened(Path file, Kind kind, List<ChosenLayout> layouts, Optional<Target> target) {
    /** What to do with it. */
    enum Kind {
        /** A Hugging Face config.json: the model of the form. */
        MODEL,
        /** A cluster file: the cluster of the form. */
        CLUSTER,
        /** A job file or a plan: layouts to look at. */
        LAYOUTS,
        /** Measured runs, one a line: read by the Accuracy screen. */
        RUNS,
        /** A kernel profile: read by the Profiles screen. */
        KERNELS
    }

    private Opened(Path file, Kind kind, List<ChosenLayout> layouts) {
        this(file, kind, layouts, Optional.empty());
    }

    Opened {
        layouts = List.copyOf(layouts);
    }

    /** Throws InvalidInputException for a file that cannot be read or is none of these. */
    static Opened read(Path file, Catalog catalog) {
        if (file.toString().endsWith(".jsonl")) {
            return new Opened(file, Kind.RUNS, List.of());
        }
        String text = text(file);
        if (has(text, "curves") && has(text, "load")) {
            return new Opened(file, Kind.KERNELS, List.of());
        } else if (has(text, "format") && text.contains("shardwright-plan")) {
            return plan(file, catalog);
        } else if (has(text, "workload") && has(text, "model")) {
            return new Opened(file, Kind.LAYOUTS, layouts(file, List.of(JobFile.read(file, catalog))));
        } else if (has(text, "model_type") || has(text, "hidden_size") || has(text, "architectures")) {
            return new Opened(file, Kind.MODEL, List.of());
        } else if (has(text, "accelerator") && has(text, "tiers")) {
            return new Opened(file, Kind.CLUSTER, List.of());
        }
        throw new InvalidInputException(
                file.toString(),
                "is none of a Hugging Face config.json, a job file, a plan, a cluster file, measured runs (.jsonl) and a"
                        + " kernel profile.",
                "Maybe choose a file from examples/.");
    }

    private static Opened plan(Path file, Catalog catalog) {
        List<ChosenLayout> layouts = layouts(file, PlanFile.read(file, catalog));
        Optional<Target> target = PlanFile.target(file).map(text -> Target.parse(file + ", request.for =", text));
        return new Opened(file, Kind.LAYOUTS, layouts, target);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(
                    file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "Choose another file.");
        }
    }

    private static boolean has(String text, String key) {
        return text.contains("\"" + key + "\"");
    }

    private static List<ChosenLayout> layouts(Path file, List<TrainingJob> jobs) {
        List<ChosenLayout> layouts = new ArrayList<>();
        for (TrainingJob job : jobs) {
            String number = jobs.size() > 1 ? " #" + (layouts.size() + 1) : "";
            layouts.add(new ChosenLayout(file.getFileName() + number, Simulator.simulate(job)));
        }
        return layouts;
    }
}
