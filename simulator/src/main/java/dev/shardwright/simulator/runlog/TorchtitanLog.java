package dev.shardwright.simulator.runlog;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * torchtitan: one line of metrics per log interval (tokens per second are those of one device, memory is what the
 * allocator reserved at most), the device mesh, and on demand the configuration as JSON or as a Python dictionary.
 */
record TorchtitanLog() implements LogFormat {
    private static final Pattern METRICS = Pattern.compile(
            "(?<!validate )step:\\s*([0-9,]+)\\s.*?memory:\\s*([0-9.]+)GiB\\([0-9.]+%\\)\\s+(?:tps|wps):\\s*([0-9,]+)"
                    + "(?:.*?tflops:\\s*([0-9.,]+))?(?:.*?mfu:\\s*([0-9.]+)%)?");
    private static final Pattern MESH = Pattern.compile("device mesh with \\[([^\\]]*)\\], \\[([0-9, ]+)\\]");
    private static final Pattern START = Pattern.compile(
            "Training starts at step \\d+, with local batch size (\\d+), global batch size (\\d+), sequence length (\\d+)");
    private static final Pattern DEVICE = Pattern.compile("(?:CUDA|HIP|XPU) capacity: (.+?) with [0-9.]+GiB memory");
    private static final Pattern SIZE = Pattern.compile("Model (.+?) size: ([0-9,]+) total parameters");
    private static final Pattern RECOMPUTE = Pattern.compile("Applied (full|selective) activation checkpointing");
    private static final Pattern COMPILE = Pattern.compile("Compiling each TransformerBlock with torch\\.compile");
    private static final List<String> TITLES = List.of("Running with configs", "Running with args");
    private static final double MEBIBYTES_PER_GIBIBYTE = 1024;
    private static final double PERCENT = 0.01;

    @Override
    public String name() {
        return "torchtitan";
    }

    @Override
    public Optional<String> mark(String line) {
        if (METRICS.matcher(line).find()) {
            return Optional.of("a line of step, loss, memory and tps");
        }
        return MESH.matcher(line).find() ? Optional.of("'device mesh with'") : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        for (String title : TITLES) {
            PrintedObject.after(title, log).ifPresent(config -> TorchtitanConfig.state(config, notes.stated()));
        }
        for (LogLine line : log.lines()) {
            metrics(line, notes);
            mesh(line, notes);
            start(line, notes);
            kernels(line, notes);
        }
        notes.stated().suggest(Fact.STACK, "torchtitan", log.name());
        return notes.done();
    }

    private static void metrics(LogLine line, RunNotes notes) {
        Matcher metrics = METRICS.matcher(line.text());
        if (!metrics.find()) {
            return;
        }
        Map<Reading, Double> readings = new EnumMap<>(Reading.class);
        readings.put(Reading.TOKENS_PER_SECOND, RunNotes.number(metrics.group(3)));
        if (metrics.group(4) != null) {
            readings.put(Reading.TERAFLOPS, RunNotes.number(metrics.group(4)));
        }
        if (metrics.group(5) != null) {
            readings.put(Reading.UTILISATION, RunNotes.number(metrics.group(5)) * PERCENT);
        }
        notes.step(line, RunNotes.stepNumber(metrics.group(1)), readings);
        double reserved = RunNotes.number(metrics.group(2)) * MEBIBYTES_PER_GIBIBYTE;
        notes.peak(line, MemoryPeak.Counter.MAX_RESERVED, line.rank(), reserved);
    }

    /** Dimensions of the mesh that a later log repeats in another shape (expert meshes) are left alone. */
    private static void mesh(LogLine line, RunNotes notes) {
        Matcher mesh = MESH.matcher(line.text());
        if (!mesh.find()) {
            return;
        }
        String[] names = mesh.group(1).replaceAll("['\" ]", "").split(",");
        String[] sizes = mesh.group(2).replace(" ", "").split(",");
        int devices = 1;
        for (int i = 0; i < Math.min(names.length, sizes.length); i++) {
            int size = Math.max(1, RunNotes.stepNumber(sizes[i]));
            devices *= size;
            dimension(names[i], size, notes.at(line), notes.stated());
        }
        notes.stated().suggest(Fact.GPUS, devices, notes.at(line));
        for (Fact absent : List.of(Fact.TENSOR, Fact.PIPELINE, Fact.CONTEXT)) {
            notes.stated().suggest(absent, 1, notes.at(line) + " (no such dimension)");
        }
    }

    private static void dimension(String name, int size, String where, Statements stated) {
        switch (name) {
            case "tp" -> {
                stated.state(Fact.TENSOR, size, where);
                stated.suggest(Fact.SEQUENCE_PARALLEL, size > 1, where + " (torchtitan always splits the sequence)");
            }
            case "pp" -> stated.state(Fact.PIPELINE, size, where);
            case "cp" -> stated.state(Fact.CONTEXT, size, where);
            case "dp_replicate" -> stated.suggest(Fact.REPLICAS, size, where);
            case "dp_shard", "dp" -> {
                stated.suggest(Fact.ZERO, 3, where);
                stated.suggest(Fact.FULLY_SHARDED, true, where);
            }
            default -> {
                // Dimensions that fold over others say nothing new.
            }
        }
    }

    private static void start(LogLine line, RunNotes notes) {
        Matcher start = START.matcher(line.text());
        if (start.find()) {
            notes.stated().state(Fact.MICRO_BATCH, RunNotes.stepNumber(start.group(1)), notes.at(line));
            notes.stated().state(Fact.GLOBAL_BATCH, RunNotes.stepNumber(start.group(2)), notes.at(line));
            notes.stated().state(Fact.SEQUENCE_LENGTH, RunNotes.stepNumber(start.group(3)), notes.at(line));
        }
        Matcher device = DEVICE.matcher(line.text());
        if (device.find()) {
            notes.stated().suggest(Fact.GPU, device.group(1), notes.at(line));
        }
        Matcher size = SIZE.matcher(line.text());
        if (size.find()) {
            String name = size.group(1).strip().toLowerCase(Locale.ROOT).replace(' ', '-');
            notes.stated().suggest(Fact.MODEL_NAME, name, notes.at(line));
        }
    }

    private static void kernels(LogLine line, RunNotes notes) {
        Matcher recompute = RECOMPUTE.matcher(line.text());
        if (recompute.find()) {
            notes.stated().state(Fact.RECOMPUTE, recompute.group(1), notes.at(line));
        }
        if (COMPILE.matcher(line.text()).find()) {
            notes.stated().state(Fact.COMPILED, true, notes.at(line));
        }
    }
}
