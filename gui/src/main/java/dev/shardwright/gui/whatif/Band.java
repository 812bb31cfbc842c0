package dev.shardwright.gui.whatif;

import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.ArrayList;
import java.util.List;

/** Neighbouring points whose best layout is the same but for its data-parallel ranks; {@code first} to {@code last}. */
record Band(SweepPoint first, SweepPoint last) {
    static List<Band> of(List<SweepPoint> points) {
        List<Band> bands = new ArrayList<>();
        for (SweepPoint point : points) {
            int end = bands.size() - 1;
            if (end >= 0 && bands.get(end).last().sameLayout(point)) {
                bands.set(end, new Band(bands.get(end).first(), point));
            } else {
                bands.add(new Band(point, point));
            }
        }
        return bands;
    }

    boolean fits() {
        return first.best().isPresent();
    }

    /** "tp4 pp4 x2 cp2 mb1 zero1 recompute", as much of it as that many letters hold; or that nothing fits. */
    String label(int letters) {
        List<String> words =
                first.best().map(report -> words(report.job().layout())).orElse(List.of("none fits"));
        String whole = String.join(" ", words);
        if (whole.length() <= letters) {
            return whole;
        }
        for (int shown = words.size() - 1; shown > 0; shown--) {
            String part = String.join(" ", words.subList(0, shown)) + "…";
            if (part.length() <= letters) {
                return part;
            }
        }
        return "";
    }

    private static List<String> words(Layout layout) {
        ParallelDegrees d = layout.degrees();
        List<String> words = new ArrayList<>();
        add(words, "tp", d.tensor());
        add(words, "pp", d.pipeline());
        if (layout.schedule().virtualStages() > 1) {
            words.add("x" + layout.schedule().virtualStages());
        }
        add(words, "cp", d.context());
        add(words, "ep", d.expert());
        words.add("mb" + layout.microBatch());
        int zero = layout.memorySaving().sharding().stage().ordinal();
        if (zero > 0) {
            words.add("zero" + zero);
        }
        if (!layout.memorySaving().recompute().name().equals("none")) {
            words.add("recompute");
        }
        return words;
    }

    private static void add(List<String> words, String name, int degree) {
        if (degree > 1) {
            words.add(name + degree);
        }
    }
}
