package dev.shardwright.simulator.trace;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.timeline.Work.Inner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all slices of one work say, encoded once.
 *
 * @param page of docs/model with the formula; empty for none
 * @param inside slices inside, each with its share of the time up to its end
 */
record SliceText(
        SerializableString name,
        SerializableString category,
        SerializableString page,
        Work.Amount amount,
        List<Part> inside) {
    private static final SerializableString NO_PAGE = new SerializedString("");
    private static final SerializableString FLOPS = new SerializedString("FLOPs");
    private static final SerializableString FLOPS_RATE = new SerializedString("TFLOP/s");
    private static final SerializableString BYTES = new SerializedString("bytes");
    private static final SerializableString BYTES_RATE = new SerializedString("GB/s");
    private static final SerializableString FORMULA = new SerializedString("formula");
    private static final Map<Category, SerializableString> CATEGORIES = categories();

    private static final double TERA = 1e12;
    /** Bytes per nanosecond are GB/s. */
    private static final double NANO = 1e-9;

    /** A slice inside another, which ends at that share of the other's time. */
    record Part(SliceText text, double until) {}

    static SliceText of(Work work) {
        SerializableString category = CATEGORIES.get(work.category());
        SerializableString page =
                work.page().isEmpty() ? NO_PAGE : new SerializedString("docs/model/" + work.page() + ".md");
        return new SliceText(new SerializedString(work.name()), category, page, work.amount(), inside(work, category));
    }

    static SliceText of(String name, Category category) {
        return new SliceText(
                new SerializedString(name), CATEGORIES.get(category), NO_PAGE, Work.Amount.NONE, List.of());
    }

    private static List<Part> inside(Work work, SerializableString category) {
        double inner =
                work.inside().stream().mapToDouble(part -> part.time().value()).sum();
        double whole = Math.max(inner, work.time().value());
        List<Part> parts = new ArrayList<>();
        double until = 0;
        for (Inner part : work.inside()) {
            until += part.time().value();
            SliceText text =
                    new SliceText(new SerializedString(part.name()), category, NO_PAGE, part.amount(), List.of());
            parts.add(new Part(text, whole == 0 ? 0 : Math.min(1, until / whole)));
        }
        return List.copyOf(parts);
    }

    /** Amounts, the rates that a slice of that length reaches, and the page with the formula. */
    void describe(EventWriter events, long nanoseconds) throws IOException {
        double flops = amount.flops().value();
        if (flops > 0) {
            events.argument(FLOPS, Math.round(flops));
            events.argument(FLOPS_RATE, flops / (nanoseconds * NANO) / TERA);
        }
        long bytes = amount.bytes().value();
        if (bytes > 0) {
            events.argument(BYTES, bytes);
            events.argument(BYTES_RATE, (double) bytes / nanoseconds);
        }
        if (page != NO_PAGE) {
            events.argument(FORMULA, page);
        }
    }

    private static Map<Category, SerializableString> categories() {
        Map<Category, SerializableString> texts = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            texts.put(category, new SerializedString(category.label()));
        }
        return texts;
    }
}
