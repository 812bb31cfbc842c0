package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.calibration.Board;
import dev.shardwright.simulator.calibration.CalibratedFile;
import dev.shardwright.simulator.calibration.CalibrationRequest;
import dev.shardwright.simulator.calibration.CalibrationRequest.Scope;
import dev.shardwright.simulator.calibration.CalibrationRequest.Selection;
import dev.shardwright.simulator.calibration.CalibrationRequest.Software;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** What a calibration starts from, on which runs, and where its files go. */
final class CalibrationOptions {
    private static final String JSON = ".json";

    @Option(
            names = "--runs",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Your measured runs, one JSON object per line (profiles/measured/README.md).")
    private List<Path> runs = List.of();

    @Option(
            names = "--stack",
            paramLabel = "NAME|FILE",
            required = true,
            description = "The stack to start from; the less the runs say, the less leaves its values.")
    private String stack = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the calibrated stack goes; without it nothing is written.")
    private Path output;

    @Option(
            names = "--cluster",
            paramLabel = "NAME|FILE",
            description = "The cluster of the runs; default: the usual one of the GPU that a run names.")
    private String cluster;

    @Option(
            names = "--cluster-output",
            paramLabel = "FILE",
            description = "Fit the links of that cluster too, and put them here.")
    private Path clusterOutput;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Only runs whose group matches, as `validate --groups` prints it.")
    private String only;

    @Option(names = "--without", paramLabel = "REGEX", description = "No runs whose group matches.")
    private String without;

    @Option(
            names = "--as-named",
            description = "Predict each run with the stack that it names; runs whose stack does not extend --stack do "
                    + "not count. To fit a shipped stack anew.")
    private boolean asNamed;

    @Option(
            names = "--centre",
            paramLabel = "own|neutral",
            defaultValue = "own",
            description = "What is likely before any run is seen: the values of --stack, or those of a stack never "
                    + "fitted; default ${DEFAULT-VALUE}.")
    private String centre = "own";

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "The date that files state; default today.")
    private String date;

    @Option(names = "--force", description = "Write even when that gains nothing on runs that are left out.")
    private boolean force;

    boolean force() {
        return force;
    }

    /** Throws InvalidInputException with what cannot be used, before anything is fitted. */
    CalibrationRequest request(Catalog catalog) {
        catalog.stacks().stack(stack);
        if (cluster != null) {
            catalog.hardware().cluster(cluster, 1);
        }
        if (clusterOutput != null && cluster == null) {
            throw new InvalidInputException(
                    "--cluster-output = " + clusterOutput, "needs the cluster to start from.", "Add --cluster NAME.");
        }
        day();
        for (Path file : outputs()) {
            OutputFile.requireFolder(file);
            refuseBase(file);
        }
        return new CalibrationRequest(
                runs,
                stack,
                Optional.ofNullable(cluster),
                clusterOutput == null ? Scope.STACK : Scope.STACK_AND_LINKS,
                new Selection(
                        asNamed ? Software.NAMED : Software.IMPOSED,
                        pattern("--only", only),
                        pattern("--without", without)),
                centre());
    }

    private List<Path> outputs() {
        List<Path> files = new ArrayList<>();
        if (output != null) {
            files.add(output);
        }
        if (clusterOutput != null) {
            files.add(clusterOutput);
        }
        return files;
    }

    /** A file cannot extend itself. */
    private void refuseBase(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        boolean shipped = whole.startsWith(Catalog.profiles().toAbsolutePath().normalize());
        if (shipped || file.equals(Path.of(stack)) || file.toString().equals(cluster)) {
            throw new InvalidInputException(
                    file.toString(), "would replace what is calibrated, or a shipped profile.", "Name another place.");
        }
    }

    private static Optional<Pattern> pattern(String option, String text) {
        try {
            return Optional.ofNullable(text).map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    option + " = " + text, "is not a regular expression: " + e.getDescription() + ".", "");
        }
    }

    private Board.Centre centre() {
        return switch (centre) {
            case "own" -> Board.Centre.OWN;
            case "neutral" -> Board.Centre.NEUTRAL;
            default -> throw new InvalidInputException("--centre = " + centre, "must be own or neutral.", "");
        };
    }

    LocalDate day() {
        try {
            return date == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException("--date = " + date, "is not a date.", "Write it as 2026-11-25.");
        }
    }

    /** The files to write. */
    List<OutputFile> outputs(CalibratedFile file) {
        List<OutputFile> files = new ArrayList<>();
        if (output != null) {
            files.add(json(output, file.stack(name(output))));
        }
        if (clusterOutput != null) {
            files.add(json(clusterOutput, file.cluster(name(clusterOutput))));
        }
        return files;
    }

    private static OutputFile json(Path path, JsonNode tree) {
        return new OutputFile(path, JsonText.of(tree), false);
    }

    private static String name(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    }
}
