package dev.shardwright.simulator.runlog;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nanotron: figures of three digits with a K or M behind them, a summary of batch sizes, the configuration as Python
 * prints its objects ({@code tp=2,}), and allocator peaks of each logging rank.
 */
record NanotronLog() implements LogFormat {
    private static final Pattern ITERATION = Pattern.compile(
            "iteration:\\s*([0-9.]+[KMB]?)\\s*/.*?time_per_iteration_ms:\\s*([0-9.]+[KMB]?)(?:.*?tokens_per_sec_per_gpu:\\s*([0-9.]+[KMB]?))?"
                    + "(?:.*?model_tflops_per_gpu:\\s*([0-9.]+))?");
    private static final Pattern MEMORY =
            Pattern.compile("Peak allocated:?\\s*([0-9.]+)MiB.*?Peak reserved:\\s*([0-9.]+)MiB");
    private static final Pattern SUMMARY = Pattern.compile(
            "mbs: (\\d+) \\| grad_accum: (\\d+) \\|.*?sequence_length: (\\d+) \\| global_batch_size: (\\d+)");
    private static final Pattern SETTING = Pattern.compile("\\b([a-z_]+)=([A-Za-z0-9_.']+)[,)]");
    private static final double MILLI = 1e-3;

    @Override
    public String name() {
        return "nanotron";
    }

    @Override
    public Optional<String> mark(String line) {
        return ITERATION.matcher(line).find() ? Optional.of("'time_per_iteration_ms:'") : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        Arguments settings = new Arguments();
        boolean started = false;
        for (LogLine line : log.lines()) {
            Matcher iteration = ITERATION.matcher(line.text());
            if (iteration.find()) {
                started = true;
                step(line, iteration, notes);
            }
            if (!started) {
                Matcher setting = SETTING.matcher(line.text());
                while (setting.find()) {
                    String where = notes.at(line) + ", " + setting.group(1);
                    settings.add(setting.group(1), new Argument(setting.group(2), where));
                }
            }
            other(line, notes);
        }
        configuration(settings, notes.stated());
        notes.stated().suggest(Fact.STACK, "nanotron", log.name());
        return notes.done();
    }

    private static void step(LogLine line, Matcher iteration, RunNotes notes) {
        Map<Reading, Double> readings = new EnumMap<>(Reading.class);
        readings.put(Reading.SECONDS, RunNotes.number(iteration.group(2)) * MILLI);
        if (iteration.group(3) != null) {
            readings.put(Reading.TOKENS_PER_SECOND, RunNotes.number(iteration.group(3)));
        }
        if (iteration.group(4) != null) {
            readings.put(Reading.TERAFLOPS, RunNotes.number(iteration.group(4)));
        }
        notes.step(line, RunNotes.stepNumber(iteration.group(1)), readings);
    }

    private static void other(LogLine line, RunNotes notes) {
        Matcher memory = MEMORY.matcher(line.text());
        if (memory.find()) {
            notes.peak(line, MemoryPeak.Counter.MAX_ALLOCATED, line.rank(), RunNotes.number(memory.group(1)));
            notes.peak(line, MemoryPeak.Counter.MAX_RESERVED, line.rank(), RunNotes.number(memory.group(2)));
        }
        if (line.text().contains("pp_engine=") && line.text().contains("AllForwardAllBackward")) {
            notes.stated().state(Fact.SCHEDULE, "gpipe", notes.at(line));
        }
        if (line.text().contains("TensorParallelLinearMode.REDUCE_SCATTER")) {
            notes.stated().state(Fact.SEQUENCE_PARALLEL, true, notes.at(line));
        }
        Matcher summary = SUMMARY.matcher(line.text());
        if (summary.find()) {
            String where = notes.at(line);
            notes.stated().state(Fact.MICRO_BATCH, RunNotes.stepNumber(summary.group(1)), where);
            notes.stated().state(Fact.ACCUMULATION, RunNotes.stepNumber(summary.group(2)), where);
            notes.stated().state(Fact.SEQUENCE_LENGTH, RunNotes.stepNumber(summary.group(3)), where);
            notes.stated().state(Fact.GLOBAL_BATCH, RunNotes.stepNumber(summary.group(4)), where);
        }
    }

    private static void configuration(Arguments settings, Statements stated) {
        settings.state(stated, Fact.LAYERS, "num_hidden_layers");
        settings.state(stated, Fact.HIDDEN, "hidden_size");
        settings.state(stated, Fact.FEED_FORWARD, "intermediate_size");
        settings.state(stated, Fact.HEADS, "num_attention_heads");
        settings.state(stated, Fact.KV_HEADS, "num_key_value_heads");
        settings.state(stated, Fact.VOCABULARY, "vocab_size");
        settings.stateFlag(stated, Fact.TIED, "tie_word_embeddings");
        settings.get("num_hidden_layers").ifPresent(layers -> {
            stated.suggest(Fact.MODEL_FAMILY, "llama", layers.where());
            stated.state(Fact.GATED, true, layers.where());
        });
        settings.state(stated, Fact.DATA, "dp");
        settings.state(stated, Fact.PIPELINE, "pp");
        settings.state(stated, Fact.TENSOR, "tp");
        settings.state(stated, Fact.CONTEXT, "context_parallel_size");
        settings.state(stated, Fact.SEQUENCE_LENGTH, "sequence_length");
        settings.state(stated, Fact.MICRO_BATCH, "micro_batch_size");
        settings.state(stated, Fact.ACCUMULATION, "batch_accumulation_per_replica");
        settings.get("zero_stage")
                .ifPresent(stage -> stated.state(Fact.ZERO, RunNotes.stepNumber(stage.text()), stage.where()));
        settings.get("recompute_layer")
                .ifPresent(layer -> stated.state(Fact.RECOMPUTE, layer.on() ? "full" : "none", layer.where()));
    }
}
