package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.MemoryRules.MemoryCounter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads training logs into measured runs. {@code given} is what the user says beside the logs. */
public record RunImport(Optional<LogFormat> format, Statements given, OptionalInt warmUp, Catalog catalog) {
    private static final double WIDE_SPREAD = 0.1;
    private static final int FEW_STEPS = 3;
    private static final double SIX_DIGITS = 1e6;

    /** Throws InvalidInputException when nothing is known of the format, when nobody can tell one run, or on conflicts. */
    public ImportedRun run(LogText log, String id) {
        Detection detection = Detection.of(log, format);
        RunLog run = detection.format().read(log);
        Optional<LogLine> outOfMemory = Outcome.outOfMemory(log, detection.format());
        if (run.steps().isEmpty() && outOfMemory.isEmpty()) {
            throw new InvalidInputException(
                    log.name(),
                    "read as " + detection.format().name() + " (" + detection.why()
                            + "), holds no step with a time, and no error of memory.",
                    "Name another --format, or let the run log more steps.");
        }
        SteadySteps steady = SteadySteps.of(run.steps(), warmUp);
        Statements known = run.stated().with(given);
        steady.median(Reading.GLOBAL_BATCH)
                .ifPresent(batch -> known.suggest(Fact.GLOBAL_BATCH, (int) batch, log.name() + ", its steps"));
        List<String> derived = Derivation.complete(known);
        known.check();
        nameAccelerator(known);
        List<String> remarks = new ArrayList<>(run.remarks());
        MeasuredRow row = new MeasuredRow(id, log.name());
        row.facts(known);
        if (!run.flags().isEmpty()) {
            new TreeMap<>(run.flags()).forEach(row.section("megatron_flags")::set);
        }
        measured(row, known, steady, outOfMemory.isPresent(), derived);
        extra(row, run, known, steady, detection, remarks);
        row.derived(derived);
        outOfMemory.ifPresent(line -> remarks.add("line " + line.number() + " says that memory ran out"));
        return new ImportedRun(row.line(), how(log, detection, steady), missing(known), remarks);
    }

    /** A device's name as its driver says it counts only if a profile goes by that name. */
    private void nameAccelerator(Statements known) {
        known.get(Fact.GPU)
                .filter(said -> !said.firm())
                .flatMap(said -> catalog.hardware().findAccelerator(said.value().asText()))
                .ifPresent(device -> known.state(Fact.GPU, device.name(), "derived"));
    }

    private static void measured(
            MeasuredRow row, Statements known, SteadySteps steady, boolean outOfMemory, List<String> derived) {
        ObjectNode figures = row.section("measured");
        OptionalDouble tokens = steady.median(Reading.TOKENS_PER_SECOND);
        OptionalDouble seconds = seconds(known, steady, tokens, derived);
        ObjectNode times = outOfMemory ? row.section("extra").withObjectProperty("before_out_of_memory") : figures;
        put(times, "iteration_s", seconds);
        put(times, "tokens_per_s_per_gpu", tokens);
        put(times, "tflops_per_gpu", steady.median(Reading.TERAFLOPS));
        put(times, "mfu", steady.median(Reading.UTILISATION));
        figures.putNull("peak_memory_gib");
        if (outOfMemory) {
            figures.put("oom", true);
        } else if (seconds.isPresent() || tokens.isPresent()) {
            figures.put("oom", false);
        } else {
            figures.putNull("oom");
        }
    }

    private static OptionalDouble seconds(
            Statements known, SteadySteps steady, OptionalDouble tokens, List<String> derived) {
        OptionalDouble stated = steady.median(Reading.SECONDS);
        if (stated.isPresent()) {
            return stated;
        }
        double batch = known.count(Fact.GLOBAL_BATCH, 0);
        OptionalDouble samples = steady.median(Reading.SAMPLES_PER_SECOND);
        double perDevice = batch * known.count(Fact.SEQUENCE_LENGTH, 0) / Math.max(1, known.count(Fact.GPUS, 0));
        double seconds = samples.isPresent()
                ? batch / samples.getAsDouble()
                : tokens.isPresent() && known.has(Fact.GPUS) ? perDevice / tokens.getAsDouble() : 0;
        if (seconds <= 0) {
            return OptionalDouble.empty();
        }
        derived.add("iteration_s");
        return OptionalDouble.of(seconds);
    }

    private static void put(ObjectNode node, String key, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(key, rounded(value.getAsDouble()));
        } else {
            node.putNull(key);
        }
    }

    /** Six significant digits: logs have fewer. */
    private static double rounded(double value) {
        if (value == 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value))) / SIX_DIGITS;
        return Double.parseDouble(String.format(Locale.ROOT, "%.6g", Math.rint(value / unit) * unit));
    }

    private void extra(
            MeasuredRow row,
            RunLog run,
            Statements known,
            SteadySteps steady,
            Detection detection,
            List<String> remarks) {
        ObjectNode extra = row.section("extra");
        extra.put("log_format", detection.format().name());
        extra.put("steps_counted", steady.steps().size());
        extra.put("steps_dropped", steady.dropped());
        OptionalDouble spread = spread(steady);
        spread.ifPresent(value -> extra.put("step_time_cv", rounded(value)));
        if (spread.orElse(0) > WIDE_SPREAD) {
            remarks.add("step times vary by " + Math.round(100 * spread.getAsDouble())
                    + " % (standard deviation over mean); the median counts");
        }
        if (!run.steps().isEmpty() && steady.steps().size() < FEW_STEPS) {
            remarks.add("too few steps to tell warm-up from steady ones: "
                    + run.steps().size());
        }
        memory(row, run, known, remarks);
    }

    private void memory(MeasuredRow row, RunLog run, Statements known, List<String> remarks) {
        String stack = known.text(Fact.STACK, "");
        Optional<MemoryCounter> counter = catalog.stacks()
                .find(stack, known.text(Fact.RELEASE, ""))
                .map(software -> software.memory().counter());
        PeakChoice.of(run.peaks(), counter).ifPresent(choice -> {
            row.section("measured").put("peak_memory_gib", rounded(choice.peak().inGibibytes()));
            row.section("extra").put("memory_counter", choice.words());
            if (!choice.ofTheStack()) {
                remarks.add("memory is '" + choice.words() + "', which predictions for " + stack + " do not count");
            }
        });
    }

    private static OptionalDouble spread(SteadySteps steady) {
        for (Reading reading : List.of(Reading.SECONDS, Reading.SAMPLES_PER_SECOND, Reading.TOKENS_PER_SECOND)) {
            OptionalDouble spread = steady.variation(reading);
            if (spread.isPresent()) {
                return spread;
            }
        }
        return OptionalDouble.empty();
    }

    private static String how(LogText log, Detection detection, SteadySteps steady) {
        String starts = steady.starts() > 1 ? ", " + steady.starts() + " starts" : "";
        return log.name() + ": read as " + detection.format().name() + " (" + detection.why() + "); "
                + steady.steps().size() + " steps counted, " + steady.dropped() + " dropped" + starts;
    }

    /** What nobody states: what a prediction cannot do without, and what it takes from the stack's defaults. */
    private static List<String> missing(Statements known) {
        List<String> missing = new ArrayList<>();
        gathered(known, Fact.Need.PREDICTION).ifPresent(list -> missing.add("missing: " + list));
        gathered(known, Fact.Need.DEFAULT)
                .ifPresent(list -> missing.add("not stated, so as the stack does it: " + list));
        return missing;
    }

    /** The missing fields, gathered by the option that would state them. */
    private static Optional<String> gathered(Statements known, Fact.Need need) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Fact fact : Fact.values()) {
            if (!known.has(fact) && fact.need() == need) {
                fields.computeIfAbsent(fact.option(), option -> new ArrayList<>())
                        .add(fact.path());
            }
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(fields.entrySet().stream()
                        .map(entry -> String.join(", ", entry.getValue()) + " (" + entry.getKey() + ")")
                        .collect(Collectors.joining("; ")));
    }
}
