package dev.shardwright.planner.cli;

import dev.shardwright.planner.diagnosis.Diagnosing;
import dev.shardwright.planner.diagnosis.Diagnosing.Question;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.runlog.LogText;
import dev.shardwright.simulator.runlog.OutOfMemoryMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a job as it is run, and which changes help most. */
@Command(
        name = "diagnose",
        header = "Say what is wrong with a job as it is run, and which changes help most.",
        sortOptions = false,
        description = {
            "",
            "Predicts the job, names what binds it, tries every single choice otherwise, and searches the best plan. A choice takes what must follow it along: virtual stages follow pipeline stages, data parallel ranks take the GPUs that are left."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright diagnose train.sh --cluster dgx-h100",
            "  shardwright diagnose train.sh --cluster dgx-h100 --fix better.sh",
            "  shardwright diagnose plan.json#3 --format json",
            "  shardwright diagnose job.json --log train.log     it ran out of memory: what grew, what helps",
            "",
            "Exit status: 0 the job runs, 1 a defect of this program, 2 input that cannot be used, 3 the job does not",
            "run as it is."
        })
final class DiagnoseCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A launch script with its configurations, a job file, or a plan file (FILE#K for rank K).")
    private List<String> files = List.of();

    @Mixin
    private ImportOptions options;

    @Option(
            names = "--log",
            paramLabel = "LOG",
            description = "What a run of this job printed that ran out of memory: explains which memory grew.")
    private @Nullable Path log;

    @Option(
            names = "--fix",
            paramLabel = "OUT",
            description = "Write the script or job file with the best layout, changing only the lines concerned.")
    private @Nullable Path fix;

    @Option(names = "--change", paramLabel = "K", description = "Let --fix make only the change of that number.")
    private String change = "";

    @Mixin
    private SearchOptions search;

    @Mixin
    private FormatOption format;

    DiagnoseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        OptionReader reader = new OptionReader();
        int wanted = reader.read("--change", change, 0, OptionReader::positive);
        Goal goal = search.form().goal(reader);
        SearchLimits limits = search.form().limits(reader);
        reader.require(wanted == 0 || fix != null, "--change", "says what --fix changes.", "Add --fix OUT.");
        reader.check();
        if (fix != null) {
            OutputFile.requireFolder(fix);
        }
        JudgedJob judged =
                JudgedJob.read(files.stream().map(NumberedFile::parse).toList(), options, Catalog.shipped());
        Diagnosis diagnosis = diagnosis(judged.job(), new Question(goal, limits, judged.dialect(), message()));
        if (json) {
            console.print(JsonText.of(DiagnosisJson.of(diagnosis)));
        } else {
            judged.script().ifPresent(script -> new ImportText(console).say(script.imported()));
            console.print(new DiagnosisText(diagnosis, console).lines());
        }
        if (fix != null) {
            new Fix(judged, diagnosis, wanted, console).write(fix);
        }
        return diagnosis.runs() ? ExitStatus.DONE : ExitStatus.NOTHING_FITS;
    }

    private Diagnosis diagnosis(ProposedJob job, Question question) {
        try (SearchProgress progress =
                SearchProgress.start(console, question.limits().time())) {
            return Diagnosing.of(job, question, progress);
        }
    }

    private Optional<OutOfMemoryMessage> message() {
        if (log == null) {
            return Optional.empty();
        }
        Optional<OutOfMemoryMessage> message = OutOfMemoryMessage.find(LogText.read(log));
        if (message.isEmpty()) {
            throw new InvalidInputException(
                    log.toString(),
                    "does not say that memory ran out (\"Tried to allocate ...\").",
                    "Give the log of the rank that failed, or leave --log out.");
        }
        return message;
    }
}
