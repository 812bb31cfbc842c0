package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hugging Face Trainer: a summary at the end (printed dictionary, or trainer_state.json), the list of batch sizes at the
 * start, the model's configuration, and a progress bar. It logs no step times: the mean over the run stands for them.
 */
record TrainerLog() implements LogFormat {
    private static final Pattern SUMMARY = Pattern.compile("\\{[^{}]*'train_runtime'[^{}]*\\}");
    private static final Pattern BAR = Pattern.compile("\\|\\s*(\\d+)/(\\d+) \\[(?:(\\d+):)?(\\d+):(\\d+)<");
    private static final Pattern SETTING = Pattern.compile(
            "(Instantaneous batch size per device|Total train batch size \\([^)]*\\)|Gradient Accumulation steps|Total optimization steps)\\s*=\\s*([0-9,]+)");
    private static final int SECONDS_PER_MINUTE = 60;

    @Override
    public String name() {
        return "hf-trainer";
    }

    @Override
    public Optional<String> mark(String line) {
        if (line.contains("train_runtime") || line.contains("\"log_history\"")) {
            return Optional.of("'train_runtime'");
        }
        return line.contains("Instantaneous batch size per device")
                ? Optional.of("the Trainer's list of batch sizes")
                : Optional.empty();
    }

    @Override
    public RunLog read(LogText log) {
        RunNotes notes = new RunNotes(log);
        boolean state = state(log, notes);
        Bar bar = new Bar();
        int optimizerSteps = 0;
        for (LogLine line : log.lines()) {
            Matcher setting = SETTING.matcher(line.text());
            if (setting.find()) {
                int value = RunNotes.stepNumber(setting.group(2));
                optimizerSteps = setting.group(1).startsWith("Total opt") ? value : optimizerSteps;
                batch(setting.group(1), value, notes.at(line), notes.stated());
            }
            bar.show(BAR.matcher(line.text()));
            Matcher summary = SUMMARY.matcher(line.text());
            if (!state && summary.find()) {
                int steps = Math.max(optimizerSteps, bar.last);
                PythonText.tree(summary.group()).ifPresent(tree -> summary(line, tree, steps, notes));
            }
        }
        PrintedObject.after("Model config", log).ifPresent(config -> TrainerModel.state(config, notes.stated()));
        notes.stated().suggest(Fact.STACK, "hugging-face-trainer", log.name());
        notes.stated().suggest(Fact.TENSOR, 1, "the Trainer's default");
        notes.stated().suggest(Fact.PIPELINE, 1, "the Trainer's default");
        notes.remark(
                "the Trainer logs no step times: " + (bar.used(notes) ? "the progress bar's clock" : "the run's mean")
                        + " stands for them, warm-up and evaluation included");
        return notes.done();
    }

    /** Whether the file is a trainer_state.json; then everything stands in it. */
    private static boolean state(LogText log, RunNotes notes) {
        if (log.lines().stream().noneMatch(line -> line.text().contains("\"log_history\""))) {
            return false;
        }
        String text = log.lines().stream().map(LogLine::text).collect(Collectors.joining("\n"));
        Optional<JsonNode> tree = PythonText.tree(text);
        tree.ifPresent(state -> {
            int steps = state.path("global_step").asInt();
            if (state.path("train_batch_size").asInt() > 0) {
                notes.stated()
                        .suggest(
                                Fact.MICRO_BATCH, state.path("train_batch_size").asInt(), log.name());
            }
            for (JsonNode entry : state.path("log_history")) {
                if (entry.has("train_runtime")) {
                    summary(log.lines().get(0), entry, steps, notes);
                }
            }
        });
        return tree.isPresent();
    }

    private static void batch(String name, int value, String where, Statements stated) {
        if (name.startsWith("Instantaneous")) {
            stated.state(Fact.MICRO_BATCH, value, where);
        } else if (name.startsWith("Total train")) {
            stated.state(Fact.GLOBAL_BATCH, value, where);
        } else if (name.startsWith("Gradient")) {
            stated.state(Fact.ACCUMULATION, value, where);
        }
    }

    /** Time over steps is exact to a millisecond; steps per second has three decimals only. */
    private static void summary(LogLine line, JsonNode summary, int steps, RunNotes notes) {
        double runtime = summary.path("train_runtime").asDouble();
        Map<Reading, Double> readings = new EnumMap<>(Reading.class);
        if (steps > 0) {
            readings.put(Reading.SECONDS, runtime / steps);
        } else if (summary.has("train_samples_per_second")) {
            readings.put(
                    Reading.SAMPLES_PER_SECOND,
                    summary.path("train_samples_per_second").asDouble());
        } else {
            readings.put(
                    Reading.SECONDS, 1 / summary.path("train_steps_per_second").asDouble());
        }
        notes.step(line, Math.max(1, steps), readings);
    }

    /** The progress bar's first and last count with their clocks, in seconds. */
    private static final class Bar {
        private int first;
        private double start;
        private int last;
        private double end;

        void show(Matcher bar) {
            if (!bar.find()) {
                return;
            }
            int count = RunNotes.stepNumber(bar.group(1));
            int hours = bar.group(3) == null ? 0 : RunNotes.stepNumber(bar.group(3));
            double clock = (hours * SECONDS_PER_MINUTE + RunNotes.stepNumber(bar.group(4))) * SECONDS_PER_MINUTE
                    + RunNotes.stepNumber(bar.group(5));
            if (count > 0 && first == 0) {
                first = count;
                start = clock;
            }
            last = count;
            end = clock;
        }

        /** Falls back on the bar's clock where the run has no summary. */
        boolean used(RunNotes notes) {
            if (!notes.done().steps().isEmpty() || last <= first || end <= start) {
                return false;
            }
            LogLine unnamed = new LogLine(0, LogLine.NOT_SAID, "");
            notes.step(unnamed, last, Map.of(Reading.SECONDS, (end - start) / (last - first)));
            return true;
        }
    }
}
