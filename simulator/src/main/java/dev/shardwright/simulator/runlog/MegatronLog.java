package dev.shardwright.simulator.runlog;

import static java.util.Map.entry;

import dev.shardwright.simulator.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Megatron-LM and what grew from it (Megatron-DeepSpeed, Primus): a block of arguments, one line per log interval, one
 * memory report. Written by {@code print_args}, {@code training_log} and {@code report_memory} of Megatron-LM.
 */
record MegatronLog() implements LogFormat {
    private static final String TIME_MARK = "elapsed time per iteration (ms)";

    /** Some forks print names and values as {@code name=value}. */
    private static final String FORK_MARK = "elapsed_time_per_iteration_ms=";

    private static final Pattern ITERATION = Pattern.compile("iteration[\\s=]+(\\d+)\\s*/"
            + ".*?(?:elapsed time per iteration \\(ms\\):|elapsed_time_per_iteration_ms=)\\s*([0-9.]+)");
    private static final Pattern FIELD = Pattern.compile(
            "(global[ _]batch[ _]size|throughput per GPU \\(TFLOP/s/GPU\\)|tokens per gpu per second \\(tgs\\))[:=]\\s*([0-9.]+)");
    private static final Map<String, Reading> FIELDS = Map.ofEntries(
            entry("global batch size", Reading.GLOBAL_BATCH),
            entry("global_batch_size", Reading.GLOBAL_BATCH),
            entry("throughput per GPU (TFLOP/s/GPU)", Reading.TERAFLOPS),
            entry("tokens per gpu per second (tgs)", Reading.TOKENS_PER_SECOND));

    private static final Pattern ARGUMENT = Pattern.compile("^\\s*([a-zA-Z_][a-zA-Z0-9_]*) \\.*\\s*(.*?)\\s*$");
    private static final Pattern START = Pattern.compile("-{3,} arguments -{3,}");
    private static final Pattern END = Pattern.compile("-{3,} end of \\S* ?arguments -{3,}");
    private static final Pattern WORLD = Pattern.compile("using world size: (\\d+)");
    private static final Pattern MEMORY = Pattern.compile(
            "\\[Rank (\\d+)\\].*memory \\(MB\\).*max allocated: ([0-9.]+)(?:.*max reserved: ([0-9.]+))?");
    private static final Pattern DEVICE_MEMORY = Pattern.compile("hip mem usage/[^:|]*:\\s*([0-9.]+)\\s*GB");
    private static final double MEBIBYTES_PER_GIBIBYTE = 1024;
    private static final double MILLI = 1e-3;

    @Override
    public String name() {
        return "megatron";
    }

    @Override
    public Optional<String> mark(String line) {
        for (String mark : new String[] {TIME_MARK, FORK_MARK}) {
            if (line.contains(mark)) {
                return Optional.of("'" + mark + "'");
            }
        }
        return START.matcher(line).find() ? Optional.of("a block of arguments") : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        Arguments arguments = new Arguments();
        boolean inside = false;
        for (LogLine line : log.lines()) {
            if (START.matcher(line.text()).find()) {
                inside = true;
            } else if (END.matcher(line.text()).find()) {
                inside = false;
            } else if (inside) {
                argument(line, arguments, notes);
            }
            step(line, notes);
            memory(line, notes);
        }
        MegatronArguments.state(arguments, notes.stated());
        notes.flags(MegatronFlags.of(arguments));
        notes.stated()
                .suggest(Fact.STACK, arguments.on("deepspeed") ? "megatron-deepspeed" : "megatron-core", log.name());
        return notes.done();
    }

    /** A resumed run prints its arguments again; those that shape the run must be the same. */
    private static void argument(LogLine line, Arguments arguments, RunNotes notes) {
        Matcher argument = ARGUMENT.matcher(line.text());
        if (!argument.find()) {
            return;
        }
        String name = argument.group(1);
        String where = notes.at(line) + ", " + name;
        arguments
                .add(name, new Argument(argument.group(2), where))
                .filter(before -> name.endsWith("parallel_size") || name.endsWith("batch_size"))
                .ifPresent(before -> notes.stated()
                        .conflict(new Problem(
                                before.where(),
                                "is " + before.text() + ", but " + argument.group(2) + " in line " + line.number()
                                        + ".",
                                "A file must hold one run: split it.")));
    }

    private static void step(LogLine line, RunNotes notes) {
        Matcher world = WORLD.matcher(line.text());
        if (world.find()) {
            notes.stated().state(Fact.GPUS, RunNotes.stepNumber(world.group(1)), notes.at(line));
        }
        if (!line.text().contains(TIME_MARK) && !line.text().contains(FORK_MARK)) {
            return;
        }
        Matcher iteration = ITERATION.matcher(line.text());
        if (!iteration.find()) {
            return;
        }
        Map<Reading, Double> readings = new EnumMap<>(Reading.class);
        readings.put(Reading.SECONDS, RunNotes.number(iteration.group(2)) * MILLI);
        Matcher field = FIELD.matcher(line.text());
        while (field.find()) {
            readings.put(FIELDS.get(field.group(1)), RunNotes.number(field.group(2)));
        }
        notes.step(line, RunNotes.stepNumber(iteration.group(1)), readings);
    }

    private static void memory(LogLine line, RunNotes notes) {
        Matcher report = MEMORY.matcher(line.text());
        if (report.find()) {
            int rank = RunNotes.stepNumber(report.group(1));
            notes.peak(line, MemoryPeak.Counter.MAX_ALLOCATED, rank, RunNotes.number(report.group(2)));
            if (report.group(3) != null) {
                notes.peak(line, MemoryPeak.Counter.MAX_RESERVED, rank, RunNotes.number(report.group(3)));
            }
        }
        Matcher device = DEVICE_MEMORY.matcher(line.text());
        if (device.find()) {
            double used = RunNotes.number(device.group(1)) * MEBIBYTES_PER_GIBIBYTE;
            notes.peak(line, MemoryPeak.Counter.DEVICE, line.rank(), used);
        }
    }
}
