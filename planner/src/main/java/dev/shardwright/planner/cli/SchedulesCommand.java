package dev.shardwright.planner.cli;

import dev.shardwright.planner.comparison.Comparison;
import dev.shardwright.planner.comparison.Contenders;
import dev.shardwright.planner.comparison.JobComparison;
import dev.shardwright.planner.comparison.JobRow;
import dev.shardwright.planner.comparison.PassComparison;
import dev.shardwright.planner.comparison.PassRow;
import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MethodChoice;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares pipeline schedules. */
@Command(
        sortOptions = false,
        customSynopsis = {
            "shardwright schedules --model NAME|FILE --cluster NAME|FILE --gpus N",
            "           --sequence-length TOKENS --global-batch SEQUENCES --pp N [OPTIONS]",
            "       shardwright schedules FILE [--rank K] [OPTIONS]",
            "       shardwright schedules --pp N --micro-batches N [OPTIONS]"
        },
        name = "schedules",
        header = "Compare pipeline schedules for one job, or for passes of given times.",
        description = {
            "",
            "Every schedule runs the same job, whose step is played event by event; nothing but the schedule changes. Without a model all ranks are equal and times are in any one unit.",
            "--schedule restricts the schedules; --virtual-pp says with how many stages of a rank interleaved and breadth-first take part, default 2."
        },
        footer = {
            "",
            "Examples:",
            "  shardwright schedules --pp 8 --micro-batches 32",
            "  shardwright schedules --model llama-3-70b --cluster dgx-h100 --gpus 64 \\",
            "      --sequence-length 8192 --global-batch 256 --tp 8 --pp 8 --virtual-pp 2,5",
            "",
            ExitStatus.EXPLAINED
        })
final class SchedulesCommand implements Callable<Integer> {
    /** Micro-batches of all ranks; schedules of so many are worked out in a few seconds. */
    private static final long MOST = 1 << 17;

    private static final int MOST_STAGES = 64;
    private static final List<Integer> USUAL_STAGES = List.of(2);

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A job file, or a plan file (`shardwright plan ... -o plan.json`).")
    private Path file;

    @Option(
            names = "--rank",
            paramLabel = "K",
            defaultValue = "1",
            description = "Which layout of a plan file; default 1.")
    private String rank;

    @Option(names = "--draw", paramLabel = "FOLDER", description = "Draw each schedule as FOLDER/NAME.svg.")
    private Path folder;

    /** The folder, which is made before anything is compared. */
    private Optional<ScheduleDrawings> drawings = Optional.empty();

    @Mixin
    private JobOptions job;

    @Mixin
    private LayoutOptions layout;

    @Mixin
    private PassOptions passes;

    @Mixin
    private FormatOption format;

    SchedulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean json = format.json();
        drawings = Optional.ofNullable(folder).map(into -> new ScheduleDrawings(into, console));
        OptionReader reader = new OptionReader();
        Freedom freedom = layout.form().freedom(reader);
        if (file == null && job.given().isEmpty()) {
            comparePasses(freedom, reader, json);
        } else {
            reader.require(
                    !passes.given(),
                    "--micro-batches, --forward, --backward, --weight-gradient, --hand-over",
                    "follow from the job.",
                    "Leave them out.");
            reader.check();
            compareJobs(freedom, reader, json);
        }
        return ExitStatus.DONE;
    }

    private void comparePasses(Freedom freedom, OptionReader reader, boolean json) {
        int microBatches = passes.microBatches(reader);
        PassTimes times = passes.times(reader);
        List<Integer> ranks = freedom.range(Knob.PIPELINE).examples();
        reader.require(
                freedom.pinned(Knob.PIPELINE) && ranks.size() == 1 && ranks.get(0) > 1,
                "--pp",
                "must be one number above 1.",
                "Maybe use --pp 8.");
        for (Knob knob : Knob.values()) {
            reader.require(
                    !freedom.pinned(knob) || knob == Knob.PIPELINE || knob == Knob.VIRTUAL,
                    knob.option(),
                    "says nothing without a model.",
                    "Leave it out, or state a job.");
        }
        reader.check();
        int pipeline = ranks.get(0);
        requireFew(pipeline, microBatches);
        Comparison<PassRow> comparison = new PassComparison(pipeline, microBatches, times).of(contenders(freedom));
        requireAny(comparison);
        console.print(
                json
                        ? List.of(JsonText.of(ScheduleJson.ofPasses(comparison)).stripTrailing())
                        : ScheduleText.ofPasses(comparison, pipeline, microBatches, times, console));
        draw(drawings ->
                comparison.rows().forEach(row -> drawings.passes(row.schedule(), pipeline, microBatches, times)));
    }

    private static void requireFew(int ranks, int microBatches) {
        if ((long) ranks * microBatches > MOST) {
            throw new InvalidInputException(
                    "--pp x --micro-batches = " + (long) ranks * microBatches,
                    "must not exceed " + MOST + ".",
                    "Maybe use --micro-batches " + Math.max(1, MOST / ranks) + ".");
        }
    }

    private void compareJobs(Freedom freedom, OptionReader reader, boolean json) {
        JobInput input = new JobInput(Catalog.shipped(), job);
        Freedom plain =
                freedom.with(MethodChoice.SCHEDULE.freed(freedom.methods())).without(Knob.VIRTUAL);
        TrainingJob base = file == null ? input.pinned(plain, reader) : input.ofFile(file, rank);
        if (base.layout().degrees().pipeline() == 1) {
            throw new InvalidInputException(
                    file == null ? "--pp" : file + ", parallel.pipeline",
                    "must be above 1: schedules are those of a pipeline.",
                    file == null ? "Maybe use --pp 4." : "");
        }
        List<PipelineSchedule> schedules = new ArrayList<>(contenders(freedom));
        if (file != null && !schedules.contains(base.layout().schedule())) {
            schedules.add(base.layout().schedule());
        }
        Comparison<JobRow> comparison = new JobComparison(base).of(schedules);
        requireAny(comparison);
        console.print(
                json
                        ? List.of(JsonText.of(ScheduleJson.ofJob(comparison)).stripTrailing())
                        : ScheduleText.ofJob(comparison, base, console));
        draw(drawings -> comparison.rows().forEach(drawings::job));
    }

    private static List<PipelineSchedule> contenders(Freedom freedom) {
        List<ScheduleKind> asked = freedom.methods().schedules();
        Range stages = freedom.range(Knob.VIRTUAL);
        List<Integer> virtual = stages.pinned()
                ? IntStream.rangeClosed(1, MOST_STAGES)
                        .filter(stages::allows)
                        .boxed()
                        .toList()
                : USUAL_STAGES;
        return Contenders.of(asked.isEmpty() ? ScheduleKind.all() : asked, virtual);
    }

    /** A comparison of nothing is bad input: the first rule that was broken is said as such. */
    private static void requireAny(Comparison<?> comparison) {
        if (comparison.rows().isEmpty()) {
            throw new InvalidInputException(comparison.refused().stream()
                    .map(refusal ->
                            new Problem("--schedule = " + refusal.schedule().name(), refusal.reason(), ""))
                    .toList());
        }
    }

    private void draw(Consumer<ScheduleDrawings> drawing) {
        drawings.ifPresent(drawing);
    }
}
