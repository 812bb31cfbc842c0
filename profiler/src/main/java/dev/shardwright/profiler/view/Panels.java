package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The diagrams of a device. */
public final class Panels {
    /** What to draw. */
    public enum Choice {
        ALL,
        GEMM,
        ATTENTION,
        STREAMING,
        COLLECTIVES,
        ROOFLINE;

        /** The word of options. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Panels() {}

    /** Diagrams that hold something, in the order of the choices. */
    public static List<Panel> of(DeviceView view, Choice choice) {
        List<Panel> panels = new ArrayList<>();
        if (choice == Choice.ALL || choice == Choice.GEMM) {
            panels.addAll(new GemmPanels(view).all());
        }
        if (choice == Choice.ALL || choice == Choice.ATTENTION) {
            panels.addAll(new AttentionPanels(view).all());
        }
        if (choice == Choice.ALL || choice == Choice.STREAMING) {
            panels.add(new RatePanels(view).streams());
        }
        if (choice == Choice.ALL || choice == Choice.COLLECTIVES) {
            panels.add(new RatePanels(view).collectives());
        }
        if (choice == Choice.ALL || choice == Choice.ROOFLINE) {
            panels.add(new RooflinePanel(view).panel());
        }
        return panels.stream().filter(panel -> !panel.isEmpty()).toList();
    }
}
