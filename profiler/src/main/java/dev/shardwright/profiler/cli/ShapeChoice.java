package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.shape.JobShapes;
import dev.shardwright.profiler.shape.ModelShapes;
import dev.shardwright.profiler.shape.ShapeGrid;
import dev.shardwright.profiler.shape.ShapeList;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure: the shapes of a job, those of a model's shard, or a grid. */
final class ShapeChoice {
    @Option(
            names = "--for-model",
            paramLabel = "MODEL",
            required = true,
            description = "The shapes of one rank of this model: a preset or a config.json.")
    private @Nullable String model;

    @Option(
            names = "--for",
            paramLabel = "JOB",
            required = true,
            description = "The shapes that the ranks of these jobs run, each once: job files; may be repeated.")
    private @Nullable List<Path> jobs;

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            required = true,
            description =
                    "Shapes from small to large: small (for a processor), large (for a GPU), standard (every operator) or layers (with their parts).")
    private @Nullable String grid;

    /** The shapes, once the number format is known. */
    interface Shapes {
        ShapeList in(NumberFormat format);
    }

    /** Throws InvalidInputException for an unknown name or a shard that the model cannot have. */
    Shapes shapes(ShardOptions shard) {
        if (model != null) {
            Transformer transformer = read(model);
            shard.check(transformer);
            return format -> ModelShapes.of(transformer, shard.shard(), shard.recipe(), format);
        }
        shard.refuse();
        if (jobs != null) {
            Catalog catalog = Catalog.shipped();
            List<TrainingJob> read =
                    jobs.stream().map(job -> JobFile.read(job, catalog)).toList();
            return format -> JobShapes.ofAll(read, format);
        }
        ShapeGrid chosen = grid(String.valueOf(grid));
        return format -> new ShapeList(chosen.kernels(format), List.of());
    }

    /** The catalog says "model" where this command line says "--for-model". */
    private static Transformer read(String name) {
        try {
            return Catalog.shipped().models().model(name);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.problems().stream()
                    .map(problem -> new Problem(
                            problem.where().replaceFirst("^model = ", "--for-model = "),
                            problem.rule(),
                            problem.suggestion()))
                    .toList());
        }
    }

    private static ShapeGrid grid(String name) {
        return Arrays.stream(ShapeGrid.values())
                .filter(value -> label(value).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--grid = " + name,
                        "is no grid.",
                        "Use "
                                + Arrays.stream(ShapeGrid.values())
                                        .map(ShapeChoice::label)
                                        .collect(Collectors.joining(" or "))
                                + "."));
    }

    private static String label(ShapeGrid grid) {
        return grid.name().toLowerCase(Locale.ROOT);
    }

    /** In words, for the file. */
    String purpose(ShardOptions shard) {
        if (jobs != null) {
            return "job "
                    + jobs.stream().map(job -> job.getFileName().toString()).collect(Collectors.joining(", "));
        }
        return model == null ? "grid " + grid : model + " " + shard.words();
    }
}
