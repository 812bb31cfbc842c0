package dev.shardwright.gui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextSheetTest {
    private final TextSheet sheet = new TextSheet(
            List.of("what", "error"),
            List.of(List.of("a, or \"b\"", "12.5 %"), List.of("c", "-"), List.of("d", "3.1 %")));

    @Test
    void quotesWhatCommasWouldDivide() {
        assertThat(sheet.csv()).isEqualTo("what,error\n\"a, or \"\"b\"\"\",12.5 %\nc,-\nd,3.1 %\n");
    }

    @Test
    void figuresStandToTheRight() {
        assertThat(sheet.numeric(0)).isFalse();
        assertThat(sheet.numeric(1)).isTrue();
        assertThat(sheet.text()).contains("\nc               -\n");
    }

    @Test
    void ordersFiguresByValue() {
        assertThat(List.of("12.5 %", "-", "3.1 %", "1,200").stream()
                        .sorted(SheetTable.BY_FIGURE)
                        .toList())
                .containsExactly("3.1 %", "12.5 %", "1,200", "-");
    }

    @Test
    void axesLabelRoundValues() {
        LogAxis axis = new LogAxis(0.5, 200, 600);
        assertThat(axis.position(axis.value(250))).isEqualTo(250, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(axis.ticks(40)).containsExactly(0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0);
        assertThat(axis.ticks(120)).containsExactly(1.0, 10.0, 100.0);
        assertThat(axis.doublings(60)).containsExactly(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0);
    }
}
