package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanTextTest {
    private static final PlanningRequest REQUEST = PlanningRequest.of(SampleReports.frame());

    @Test
    void fillsAWideTerminal() {
        Golden.assertEqual("plan.txt", text(REQUEST, SampleReports.plan(), new Console.Terminal(false, false, 120)));
    }

    @Test
    void shortensTheTableOnANarrowTerminal() {
        Golden.assertEqual("plan-80.txt", text(REQUEST, SampleReports.plan(), new Console.Terminal(false, false, 80)));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120})
    void staysWithinTheTerminal(int columns) {
        String text = text(REQUEST, SampleReports.plan(), new Console.Terminal(false, false, columns));

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
    }

    @Test
    void setsHeadingsInBoldOnATerminalOnly() {
        String styled = text(REQUEST, SampleReports.plan(), new Console.Terminal(true, false, 120));

        assertThat(styled).contains("\u001b[1m#  tp");
        assertThat(styled.replaceAll("\u001b\\[[0-9]*m", ""))
                .isEqualTo(text(REQUEST, SampleReports.plan(), Console.Terminal.NONE));
    }

    @Test
    void showsPricesWhereTheyDecide() {
        PlanningRequest cheapest =
                REQUEST.with(new Goal(new Objective.Cheapest(), Goal.FASTEST.memory(), Goal.FASTEST.answers()));

        assertThat(text(cheapest, SampleReports.plan(), Console.Terminal.NONE)).contains("$/step", "cheapest");
        assertThat(text(REQUEST, SampleReports.plan(), Console.Terminal.NONE)).doesNotContain("$/step");
    }

    @Test
    void admitsASearchThatEndedEarly() {
        Plan plan = SampleReports.plan();
        SearchSummary partial = new SearchSummary(100, 10, 5, SearchSummary.Proof.BEST_FOUND);

        assertThat(text(REQUEST, new Plan(plan.layouts(), partial, List.of()), Console.Terminal.NONE))
                .containsPattern("only the fastest so\\s+far")
                .doesNotContain("proven");
    }

    @Test
    void sharesOfAStepAddUp() {
        Report report = SampleReports.plain();
        String row = text(REQUEST, SampleReports.plan(), Console.Terminal.NONE)
                .lines()
                .filter(line -> line.startsWith("2 "))
                .skip(1)
                .findFirst()
                .orElseThrow();

        double sum = 0;
        for (String cell : row.strip().split("\\s+", -1)) {
            sum += cell.contains(".") ? Double.parseDouble(cell) : 0;
        }
        assertThat(report.iteration().value()).isEqualTo(61.5);
        assertThat(sum).isBetween(99.7, 100.3);
    }

    private static String text(PlanningRequest request, Plan plan, Console.Terminal terminal) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, terminal, new Interruption());
        return String.join("\n", new PlanText(request, plan, console).lines("Hardware figures: made up.", "export it"))
                + "\n";
    }
}
