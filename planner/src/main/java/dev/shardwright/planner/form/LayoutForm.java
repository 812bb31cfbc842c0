package dev.shardwright.planner.form;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.jobfile.JobWords;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What pins or restricts a layout, as it is typed: texts by option; what is absent is left to the planner. */
public record LayoutForm(Map<String, String> texts) {
    public LayoutForm {
        texts = Map.copyOf(texts);
    }

    private String text(String option) {
        return texts.getOrDefault(option, "");
    }

    /** What the options leave to the planner. */
    public Freedom freedom(OptionReader reader) {
        Map<Knob, Range> ranges = new EnumMap<>(Knob.class);
        for (Knob knob : Knob.values()) {
            String text = text(knob.option());
            if (!text.isEmpty()) {
                ranges.put(knob, reader.read(knob.option(), text, Range.exactly(1), t -> range(knob, t)));
            }
        }
        return new Freedom(ranges, methods(reader));
    }

    private static Range range(Knob knob, String text) {
        Range range = Range.parse(text, knob == Knob.ZERO ? 0 : 1);
        if (knob == Knob.ZERO && range.examples().stream().anyMatch(stage -> stage > 3)) {
            throw new IllegalArgumentException("a ZeRO stage is 0, 1, 2 or 3");
        }
        return range;
    }

    private Methods methods(OptionReader reader) {
        return new Methods(
                reader.readAll("--recompute", text("--recompute"), JobWords::recompute),
                schedules(reader, text("--schedule")),
                reader.readAll(
                        "--sequence-parallel", text("--sequence-parallel"), t -> word(t, JobWords.SEQUENCE_PARALLEL)),
                reader.readAll("--context-method", text("--context-method"), t -> word(t, JobWords.CONTEXT_METHODS)),
                reader.readAll("--offload", text("--offload"), t -> word(t, JobWords.OFFLOADS)));
    }

    private static List<ScheduleKind> schedules(OptionReader reader, String text) {
        return text.equals("all") ? ScheduleKind.exact() : reader.readAll("--schedule", text, ScheduleKind::parse);
    }

    private static <T> T word(String text, Map<String, T> words) {
        T value = words.get(text);
        if (value == null) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", words.keySet()));
        }
        return value;
    }
}
