package dev.shardwright.planner.cli;

import dev.shardwright.planner.Planner;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.form.OptionNames;
import dev.shardwright.planner.form.RequestForm;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.planfile.PlanFile;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds and ranks the layouts of a job. */
@Command(
        sortOptions = false,
        customSynopsis = {
            "shardwright plan --model NAME|FILE --cluster NAME|FILE --gpus N[,N...]",
            "           --sequence-length TOKENS --global-batch SEQUENCES [OPTIONS]"
        },
        name = "plan",
        header = "Find the layouts that train a model fastest on a cluster.",
        description = {"", "A RANGE pins or restricts a choice: 4, or 1,2,4, or 2..8; whatever is left out is searched."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright plan --model llama-3-70b --cluster dgx-h100 --gpus 64 \\",
            "      --sequence-length 8192 --global-batch 512 -o plan.json",
            "  shardwright plan --model path/to/config.json --cluster dgx-a100-80gb --gpus 32,64,128 \\",
            "      --sequence-length 4096 --global-batch 256 --objective cheapest --tp 1..8 --recompute none,full",
            "",
            "Ctrl-C ends the search and prints the best so far.",
            ExitStatus.EXPLAINED
        })
final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private JobOptions job;

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private SearchOptions search;

    @Mixin
    private FormatOption format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Save the plan, for `shardwright export` and `simulate`.")
    private Path output;

    @Option(
            names = "--jobs",
            paramLabel = "FOLDER",
            description = "Also save every layout as a job file there, for `shardwright profile run --for`.")
    private @Nullable Path jobs;

    @Option(names = "--no-progress", description = "Show no progress bar.")
    private boolean noProgress;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        Catalog catalog = Catalog.shipped();
        PlanningRequest request = new RequestForm(job.form(), layout.form(), search.form()).request(catalog);
        if (output != null) {
            OutputFile.requireFolder(output);
        }
        Optional<PlannedJobs> planned = Optional.ofNullable(jobs).map(PlannedJobs::new);
        planned.ifPresent(PlannedJobs::check);
        long start = System.nanoTime();
        Plan plan = plan(request);
        Seconds elapsed = new Seconds((System.nanoTime() - start) / 1e9);
        String file = json || output != null ? PlanFile.write(plan, request, catalog, elapsed) : "";
        if (json) {
            console.print(file);
        } else if (!plan.layouts().isEmpty()) {
            console.print(new PlanText(request, plan, console)
                    .lines(
                            Evidence.of(request.frame(), catalog),
                            next(request.freedom().dialect())));
        }
        if (output != null) {
            new OutputFile(output, file, false).write();
        }
        planned.ifPresent(folder -> folder.write(plan, job.form()));
        return plan.layouts().isEmpty() ? nothingFits(request, plan) : ExitStatus.DONE;
    }

    private String next(Dialect dialect) {
        String target = dialect == Dialect.ANY ? "megatron" : dialect.label();
        boolean folder = dialect instanceof Target to && to.naming() == Target.Naming.FIXED;
        String files = " --to " + target + " -o " + (folder ? "launch" : "launch.sh");
        return output == null
                ? "add -o plan.json, then: shardwright export plan.json" + files
                : "shardwright export " + output + files;
    }

    private Plan plan(PlanningRequest request) {
        Console shown = noProgress ? console.withoutProgress() : console;
        Plan plan;
        try (SearchProgress progress =
                SearchProgress.start(shown, request.limits().time())) {
            plan = Planner.plan(request, progress);
        } catch (InvalidInputException e) {
            throw OptionNames.translated(e);
        }
        if (console.interruption().requested()) {
            console.say("shardwright plan: stopped early; this is the best so far.");
        }
        return plan;
    }

    private int nothingFits(PlanningRequest request, Plan plan) {
        console.say("shardwright plan: no layout fits "
                + request.frame().model().name() + " on "
                + request.frame().cluster().name() + " ("
                + request.deviceCounts().stream()
                        .map(String::valueOf)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("no")
                + " GPUs).");
        for (Remark remark : plan.remarks()) {
            console.wrapped(remark.text(), "  ", "  ").forEach(console::say);
        }
        return ExitStatus.NOTHING_FITS;
    }
}
