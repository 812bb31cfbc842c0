package dev.shardwright.gui.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.form.RequestForm;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WhatIfSheetTest {
    private static Curves memory;

    /** 19.8 GiB are too little for the smallest count, so that one point has no layout. */
    @BeforeAll
    static void search() {
        PlanningRequest asked = RequestForm.of(Map.of(
                        "--model", "llama-3-8b",
                        "--cluster", "dgx-h100",
                        "--gpus", "4",
                        "--sequence-length", "8192",
                        "--global-batch", "64"))
                .request(Catalog.shipped());
        CurveSearch search = new CurveSearch();
        Supposition s = Supposition.of(asked, Axis.MEMORY);
        memory = search.complete(search.known(s, Dial.of(Axis.MEMORY, asked)), () -> false, step -> {});
    }

    @Test
    void everyPointAndItsIntervalLieInItsPanel() {
        WhatIfSheet sheet = WhatIfSheet.of(memory, 900, 80).orElseThrow();
        assertThat(sheet.panels())
                .extracting(WhatIfSheet.Panel::figure)
                .containsExactly(SweepFigure.STEP, SweepFigure.TOKENS, SweepFigure.DOLLARS);
        for (SweepPoint point : memory.points()) {
            assertThat(sheet.x().position(point.value())).isBetween(0.0, 900.0);
            for (WhatIfSheet.Panel panel : sheet.panels()) {
                point.best().ifPresent(report -> isInside(panel, report));
            }
        }
    }

    private static void isInside(WhatIfSheet.Panel panel, Report report) {
        double low = panel.top(WhatIfSheet.low(panel.figure(), report));
        double value = panel.top(panel.figure().value(report));
        double high = panel.top(WhatIfSheet.high(panel.figure(), report));
        assertThat(List.of(high, value, low)).isSorted().allMatch(top -> top >= 0 && top <= 80);
    }

    /** Nothing is drawn steeper than it is: even equal figures span half as much again. */
    @Test
    void smallDifferencesStaySmall() {
        WhatIfSheet.Panel steps =
                WhatIfSheet.of(memory, 900, 80).orElseThrow().panels().get(0);
        assertThat(steps.y().high() / steps.y().low()).isGreaterThanOrEqualTo(1.5);
    }

    @Test
    void bandsCoverAllPointsAndDifferFromTheirNeighbours() {
        List<Band> bands = Band.of(memory.points());
        assertThat(bands).hasSizeBetween(2, memory.points().size());
        assertThat(bands.get(0).first()).isEqualTo(memory.points().get(0));
        assertThat(bands.get(0).fits()).isFalse();
        assertThat(bands.get(0).label(40)).isEqualTo("none fits");
        for (int i = 1; i < bands.size(); i++) {
            int end = memory.points().indexOf(bands.get(i - 1).last());
            assertThat(bands.get(i).first()).isEqualTo(memory.points().get(end + 1));
            assertThat(bands.get(i).first().sameLayout(bands.get(i - 1).last())).isFalse();
        }
        assertThat(bands.get(bands.size() - 1).last())
                .isEqualTo(memory.points().get(memory.points().size() - 1));
    }

    @Test
    void labelsNeverPromiseMoreThanTheyShow() {
        Band last = Band.of(memory.points()).get(1);
        String whole = last.label(100);
        assertThat(whole).contains("mb").doesNotContain("…");
        for (int letters = 0; letters <= whole.length(); letters++) {
            String label = last.label(letters);
            assertThat(label.length()).isLessThanOrEqualTo(letters);
            assertThat(label.isEmpty() || label.endsWith("…") || label.equals(whole))
                    .as("'%s'", label)
                    .isTrue();
        }
    }
}
