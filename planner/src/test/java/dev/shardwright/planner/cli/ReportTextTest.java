package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ExplanationJson;
import dev.shardwright.simulator.reportfile.ExplanationText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.reportfile.ReportText;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTextTest {
    private static final Report REPORT = SampleReports.plain();

    @Test
    void textIsAsKept() {
        String text = ReportText.blocks(REPORT).stream()
                .map(block -> String.join("\n", block) + "\n")
                .collect(Collectors.joining("\n"));

        Golden.assertEqual("report.txt", text);
    }

    @Test
    void jsonIsAsKept() {
        Golden.assertEqual("report.json", JsonText.of(ReportJson.of(REPORT)));
    }

    @Test
    void explanationIsAsKept() {
        String text = ExplanationText.blocks(SampleReports.explanation()).stream()
                .map(block -> String.join("\n", block) + "\n")
                .collect(Collectors.joining("\n"));

        Golden.assertEqual("explanation.txt", text);
        Golden.assertEqual("explanation.json", JsonText.of(ExplanationJson.of(SampleReports.explanation())));
    }

    @Test
    void everyFigureHasItsKey() {
        for (ReportFigure figure : ReportFigure.values()) {
            assertThat(ReportJson.of(REPORT).path(figure.key()).asDouble())
                    .as(figure.key())
                    .isEqualTo(ReportJson.rounded(figure.value(REPORT)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0123, 12.3 ms",
        "0.5, 500 ms",
        "0.9996, 1.00 s",
        "1.234, 1.23 s",
        "9.996, 10.0 s",
        "99.96, 100 s",
        "1234.5, '1,235 s'"
    })
    void secondsHaveThreeDigits(double seconds, String text) {
        assertThat(ReportFigure.seconds(seconds)).isEqualTo(text);
    }
}
