package dev.shardwright.simulator.runlog;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NeMo under Lightning: a progress bar (NeMo 1) or a line per step (NeMo 2) with {@code train_step_timing in s}; NeMo 1
 * prints its configuration as indented YAML, whose model section names things as Megatron does.
 */
record NemoLog() implements LogFormat {
    private static final String TIME_MARK = "train_step_timing in s";
    private static final Pattern TIME = Pattern.compile("train_step_timing in s[=:]\\s*([0-9.eE+-]+)");
    private static final Pattern STEP = Pattern.compile("global_step[=:]\\s*([0-9.]+)");
    private static final Pattern BATCH = Pattern.compile("global_batch_size[=:]\\s*([0-9.]+)");
    private static final Pattern PROCESSES =
            Pattern.compile("distributed processes registered\\. Starting with (\\d+) processes");
    private static final Pattern SETTING = Pattern.compile("^\\s+([a-z][a-z0-9_]*):\\s*([^\\s{\\[#][^#]*?)\\s*$");

    /** Keys of the YAML that mean the same wherever they stand. */
    private static final Set<String> KEYS = Set.of(
            "num_layers",
            "hidden_size",
            "ffn_hidden_size",
            "num_attention_heads",
            "num_query_groups",
            "kv_channels",
            "encoder_seq_length",
            "micro_batch_size",
            "global_batch_size",
            "tensor_model_parallel_size",
            "pipeline_model_parallel_size",
            "virtual_pipeline_model_parallel_size",
            "context_parallel_size",
            "expert_model_parallel_size",
            "sequence_parallel",
            "num_moe_experts",
            "moe_router_topk",
            "precision",
            "fp8_recipe",
            "activations_checkpoint_granularity",
            "activations_checkpoint_method",
            "activations_checkpoint_num_layers");

    @Override
    public String name() {
        return "nemo";
    }

    @Override
    public Optional<String> mark(String line) {
        return line.contains(TIME_MARK) ? Optional.of("'" + TIME_MARK + "'") : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        Arguments arguments = new Arguments();
        int counted = 0;
        for (LogLine line : log.lines()) {
            Matcher setting = SETTING.matcher(line.text());
            if (setting.find() && KEYS.contains(setting.group(1))) {
                String where = notes.at(line) + ", " + setting.group(1);
                arguments.add(setting.group(1), new Argument(setting.group(2), where));
            }
            Matcher processes = PROCESSES.matcher(line.text());
            if (processes.find()) {
                notes.stated().state(Fact.GPUS, RunNotes.stepNumber(processes.group(1)), notes.at(line));
            }
            Matcher time = TIME.matcher(line.text());
            if (time.find()) {
                counted++;
                step(line, time.group(1), counted, notes);
            }
        }
        MegatronArguments.state(arguments, notes.stated());
        notes.stated().suggest(Fact.STACK, "nemo", log.name());
        return notes.done();
    }

    /** A bar that is drawn again shows the step that it has shown before; without a number every line counts. */
    private static void step(LogLine line, String seconds, int counted, RunNotes notes) {
        Map<Reading, Double> readings = new EnumMap<>(Reading.class);
        readings.put(Reading.SECONDS, RunNotes.number(seconds));
        Matcher batch = BATCH.matcher(line.text());
        if (batch.find()) {
            readings.put(Reading.GLOBAL_BATCH, RunNotes.number(batch.group(1)));
        }
        Matcher number = STEP.matcher(line.text());
        notes.step(line, number.find() ? RunNotes.stepNumber(number.group(1)) : counted, readings);
    }
}
