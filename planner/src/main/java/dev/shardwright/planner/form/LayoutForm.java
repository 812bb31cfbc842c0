package dev.shardwright.planner.form;

import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.request.ScheduleKind;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
                reader.readAll("--recompute", text("--recompute"), Recompute::parse),
                reader.readAll("--schedule", text("--schedule"), ScheduleKind::parse),
                reader.readAll(
                        "--sequence-parallel", text("--sequence-parallel"), t -> named(t, SequenceParallel.class)),
                reader.readAll("--context-method", text("--context-method"), t -> named(t, ContextMethod.class)),
                reader.readAll("--offload", text("--offload"), t -> named(t, Offload.class)));
    }

    private static <E extends Enum<E>> E named(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> option(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(LayoutForm::option)
                                .collect(Collectors.joining(", "))));
    }

    private static String option(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
