package dev.shardwright.gui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.gui.plan.PlanField;
import dev.shardwright.gui.plan.PlannedWorkspace;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SideBySideTest {
    private static final List<LayoutRow> ROWS = rows("8");

    @Test
    void saysWhyTheFasterOneIsFaster() {
        SideBySide sides = new SideBySide(List.of(layout(1), layout(0)));
        assertThat(sides.reasons()).hasSize(1);
        assertThat(sides.reasons().get(0))
                .startsWith("B is faster than A by ")
                .contains(" less ")
                .contains(" It peaks at ");
    }

    @Test
    void showsTheChoicesThatDifferAndMarksTheBestFigures() {
        SideBySide sides = new SideBySide(List.of(layout(0), layout(1), layout(2)));
        List<SideBySide.Line> lines = sides.lines();
        assertThat(lines).extracting(SideBySide.Line::name).contains("step time", "MFU", "verdict");
        assertThat(lines).allSatisfy(line -> assertThat(line.cells()).hasSize(3));
        SideBySide.Line time = lines.stream()
                .filter(line -> line.name().equals("step time"))
                .findFirst()
                .orElseThrow();
        assertThat(time.best()).isEqualTo(0);
        assertThat(lines).extracting(SideBySide.Line::name).doesNotContain("model", "cluster");
    }

    @Test
    void refusesToCompareStepsOfDifferentJobs() {
        ChosenLayout other = ChosenLayout.of(rows("16").get(0));
        SideBySide sides = new SideBySide(List.of(layout(0), other));
        assertThat(sides.reasons()).containsExactly("These are not the same job: compare their tokens/s/GPU and MFU.");
        assertThat(sides.lines()).extracting(SideBySide.Line::name).contains("cluster");
    }

    @Test
    void theOldestPinMakesRoomAndASecondPinTakesItAway() {
        Session session = Session.EMPTY;
        for (int i = 0; i < 4; i++) {
            session = session.pinning(layout(i));
        }
        assertThat(session.pinned()).containsExactly(layout(1), layout(2), layout(3));
        assertThat(session.pinning(layout(2)).pinned()).containsExactly(layout(1), layout(3));
        assertThat(session.isPinned(layout(3))).isTrue();
        assertThat(session.isPinned(layout(0))).isFalse();
    }

    private static ChosenLayout layout(int row) {
        return ChosenLayout.of(ROWS.get(row));
    }

    private static List<LayoutRow> rows(String gpus) {
        return PlannedWorkspace.of(Map.of(PlanField.MODEL, "llama-3-8b", PlanField.GPUS, gpus))
                .session()
                .now()
                .answer()
                .orElseThrow()
                .rows();
    }
}
