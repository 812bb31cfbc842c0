package dev.shardwright.simulator.runlog;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DeepSpeed: the pipeline engine's line of step and iteration time, the throughput timer's line, or the breakdown of
 * wall-clock time; and the configuration that it prints with dots between name and value.
 */
record DeepSpeedLog() implements LogFormat {
    private static final Pattern PIPELINE = Pattern.compile("steps?:\\s*(\\d+).*?iter time \\(s\\):\\s*([0-9.]+)");
    private static final Pattern THROUGHPUT = Pattern.compile(
            "(?:global_step=|\\b\\d+/)(\\d+), RunningAvgSamplesPerSec=.*?CurrSamplesPerSec=([0-9.eE+-]+)(?:.*?MaxMemAllocated=([0-9.]+)GB)?");
    private static final Pattern BREAKDOWN = Pattern.compile(
            "time \\(ms\\) \\| (?:fwd|forward): ([0-9.]+).*?\\| (?:bwd|backward): ([0-9.]+).*?\\| step: ([0-9.]+)");
    private static final Pattern SETTING =
            Pattern.compile("config\\.py:\\d+:print\\]\\s+([a-z_0-9]+)\\s+\\.*\\s*(.*?)\\s*$");
    private static final double MEBIBYTES_PER_GIBIBYTE = 1024;
    private static final double MILLI = 1e-3;

    @Override
    public String name() {
        return "deepspeed";
    }

    @Override
    public Optional<String> mark(String line) {
        if (PIPELINE.matcher(line).find()) {
            return Optional.of("'iter time (s)'");
        }
        if (THROUGHPUT.matcher(line).find()) {
            return Optional.of("'RunningAvgSamplesPerSec'");
        }
        if (BREAKDOWN.matcher(line).find()) {
            return Optional.of("a breakdown of wall-clock time");
        }
        return SETTING.matcher(line).find() ? Optional.of("DeepSpeed's configuration") : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        RunNotes breakdown = new RunNotes(log);
        Arguments settings = new Arguments();
        int counted = 0;
        for (LogLine line : log.lines()) {
            Matcher setting = SETTING.matcher(line.text());
            if (setting.find()) {
                settings.add(
                        setting.group(1), new Argument(setting.group(2), notes.at(line) + ", " + setting.group(1)));
            }
            Matcher parts = BREAKDOWN.matcher(line.text());
            if (parts.find()) {
                counted++;
                breakdown.step(line, counted, Map.of(Reading.SECONDS, sum(parts) * MILLI));
            }
            step(line, notes);
        }
        configuration(settings, notes.stated());
        notes.stated().suggest(Fact.STACK, "deepspeed", log.name());
        RunLog run = notes.done();
        if (!run.steps().isEmpty() || breakdown.done().steps().isEmpty()) {
            return run;
        }
        notes.remark("step times are forward + backward + optimizer of the wall-clock breakdown: whatever lies between"
                + " them is not counted");
        return new RunLog(
                run.stated(),
                breakdown.done().steps(),
                run.peaks(),
                Map.of(),
                notes.done().remarks());
    }

    private static double sum(Matcher parts) {
        return RunNotes.number(parts.group(1)) + RunNotes.number(parts.group(2)) + RunNotes.number(parts.group(3));
    }

    private static void step(LogLine line, RunNotes notes) {
        Matcher pipeline = PIPELINE.matcher(line.text());
        if (pipeline.find()) {
            double seconds = RunNotes.number(pipeline.group(2));
            notes.step(line, RunNotes.stepNumber(pipeline.group(1)), Map.of(Reading.SECONDS, seconds));
            return;
        }
        Matcher timer = THROUGHPUT.matcher(line.text());
        if (timer.find()) {
            Map<Reading, Double> readings = new EnumMap<>(Reading.class);
            readings.put(Reading.SAMPLES_PER_SECOND, RunNotes.number(timer.group(2)));
            notes.step(line, RunNotes.stepNumber(timer.group(1)), readings);
            if (timer.group(3) != null) {
                double allocated = RunNotes.number(timer.group(3)) * MEBIBYTES_PER_GIBIBYTE;
                notes.peak(line, MemoryPeak.Counter.MAX_ALLOCATED, line.rank(), allocated);
            }
        }
    }

    /** Its world size is that of the data-parallel ranks. */
    private static void configuration(Arguments settings, Statements stated) {
        settings.state(stated, Fact.GLOBAL_BATCH, "train_batch_size");
        settings.state(stated, Fact.MICRO_BATCH, "train_micro_batch_size_per_gpu");
        settings.state(stated, Fact.ACCUMULATION, "gradient_accumulation_steps");
        settings.state(stated, Fact.DATA, "world_size");
        settings.get("zero_optimization_stage")
                .or(() ->
                        settings.get("zero_enabled").filter(on -> !on.on()).map(off -> new Argument("0", off.where())))
                .ifPresent(stage -> stated.state(Fact.ZERO, RunNotes.stepNumber(stage.text()), stage.where()));
        precision(settings, stated, "bf16", "bfloat16_enabled", "bfloat16_config");
        precision(settings, stated, "fp16", "fp16_enabled", "float16_config");
        settings.get("optimizer_name").ifPresent(name -> stated.suggest(Fact.OPTIMIZER, name.text(), name.where()));
        if (!settings.isEmpty()) {
            stated.suggest(Fact.TENSOR, 1, "DeepSpeed without a model-parallel unit");
            stated.suggest(Fact.PIPELINE, 1, "DeepSpeed without a pipeline module");
        }
    }

    /** Older releases print a switch, newer ones a section: {@code enabled=True ...}. */
    private static void precision(Arguments settings, Statements stated, String format, String... names) {
        settings.get(names)
                .filter(said -> said.on() || said.text().startsWith("enabled=True"))
                .ifPresent(said -> stated.state(Fact.PRECISION, format, said.where()));
    }
}
