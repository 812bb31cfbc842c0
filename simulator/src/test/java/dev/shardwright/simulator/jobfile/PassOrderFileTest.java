package dev.shardwright.simulator.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Placement;
import dev.shardwright.simulator.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PassOrderFileTest {
    private static final Path FILE = Path.of("order.csv");
    private static final PassTimes TIMES = new PassTimes(1, 1.25, 0.75, 0);

    @Test
    void readsEmptyCellsTransfersAndPairs() {
        ExplicitOrder order = PassOrderFile.parse(
                "0F0,0SEND_F0,0F1,,,0B0,,0B1\n\n , 1RECV_F0 ,1F0,(1F1;1B0)OVERLAP_F_B,1B1,\n", FILE);
        assertThat(order.passes().ranks()).isEqualTo(2);
        assertThat(order.passes().passes(0)).isEqualTo(4);
        assertThat(order.passes().joinsNext(1, 1)).isTrue();
        assertThat(PassOrderFile.write(order.passes())).isEqualTo("0F0,0F1,0B0,0B1\n1F0,(1F1;1B0)OVERLAP_F_B,1B1\n");
        // 2 forwards; rank 1: forward, pair of 3, backward 2; backward on rank 0
        assertThat(order.bubble(2, 2, PassTimes.EQUAL)).isEqualTo(1 + 1 + 3 + 2 + 2 - 6);
        assertThat(order.activationsInFlight(2, 1, 2)).isEqualTo(2);
    }

    @Test
    void everyScheduleSurvivesItsFile() {
        for (PipelineSchedule schedule : Schedules.all(2)) {
            PassOrder order = schedule.order(4, 8, TIMES);
            ExplicitOrder read = PassOrderFile.parse(PassOrderFile.write(order), FILE);
            assertThat(PassOrderFile.write(read.passes())).isEqualTo(PassOrderFile.write(order));
            assertThat(read.placement()).isEqualTo(schedule.placement());
            assertThat(read.virtualStages()).isEqualTo(schedule.virtualStages());
            for (int rank = 0; rank < 4; rank++) {
                assertThat(read.activationsInFlight(4, rank, 8))
                        .isLessThanOrEqualTo(schedule.activationsInFlight(4, rank, 8));
            }
        }
    }

    @Test
    void bubbleIsThatOfTheScheduleThatWroteTheFile() {
        for (String name : new String[] {"gpipe", "1f1b", "zb-h1", "dualpipe", "dualpipev", "interleaved"}) {
            PipelineSchedule schedule = Schedules.parse(name, name.equals("interleaved") ? 2 : 1);
            PassOrder order = schedule.order(4, 8, TIMES);
            ExplicitOrder read = PassOrderFile.parse(PassOrderFile.write(order), FILE);
            assertThat(read.bubble(4, 8, TIMES)).isCloseTo(schedule.bubble(4, 8, TIMES), Offset.offset(1e-9));
            assertThat(read.handOverWait(4, 8, TIMES.withHandOver(0.1))).isPositive();
            assertThat(read.objection(4, 9)).isPresent();
        }
    }

    @Test
    void findsBothWays() {
        String text = PassOrderFile.write(Schedules.parse("dualpipe", 1).order(2, 4, TIMES));
        assertThat(PassOrderFile.parse(text, FILE).placement()).isEqualTo(Placement.BOTH_WAYS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0F0,0X0                     | order.csv, row 1, column 2 = 0X0: must be a pass
            0F0,,(0B0;0F1)OVERLAP_F_B   | order.csv, row 1, column 3 = (0B0;0F1)OVERLAP_F_B: must be a pass
            0F9999999                   | order.csv, row 1, column 1 = 0F9999999: must be a pass
            ,                           | order.csv: has no passes.
            0F0,0B0 / 1F0,1B0 / 2F0     | order.csv, row 3: 2B0 is missing.
            0F0,0B0 / 1F0,1B0 / 4F0,4B0 | order.csv: has 3 ranks (rows) and 5 stages
            0F0,0F0,0B0                 | order.csv, row 1, column 2: 0F0 stands there twice.
            0B0,0F0                     | order.csv, row 1, column 1: 0B0 comes before its forward pass.
            0F0,0W0,0I0                 | order.csv, row 1, column 2: 0W0 comes before its input gradient.
            0F0,0I0,0B0,0W0             | order.csv, row 1, column 3: 0B0 repeats what another backward pass does.
            0F0,0I0                     | order.csv, row 1: 0W0 is missing.
            0F0,0F1,0B0,0B1 / 1F0,1B0   | order.csv, row 2: 1F1 is missing.
            0F0,,1F0,0B0,1B0 / 1F1,1B1  | order.csv, row 1, column 3: 1F0 belongs to rank 1.
            """)
    void namesWhatIsWrong(String text, String problem) {
        assertThat(refusal(text.replace(" / ", "\n"))).contains(problem);
    }

    @Test
    void namesRanksThatWaitForEachOther() {
        assertThat(refusal("0F0,0B0,0F1,0B1\n1F0,,1F1,1B0,1B1"))
                .contains("order.csv, row 1, column 2: ranks wait for each other: rank 0 at 0B0 for stage 1 on rank 1; "
                        + "rank 1 at 1F1 for stage 0 on rank 0.")
                .contains("Run 0B0 later.");
    }

    @Test
    void namesPairsThatWaitForEachOther() {
        assertThat(refusal("0F0,0F1,0B0,0B1\n1F0,(1F1;1B1)OVERLAP_F_B,1B0"))
                .contains("order.csv, row 2, column 2: 1B1 runs beside a forward pass that it waits for.");
        assertThat(refusal("0F0,(0F1;0B0)OVERLAP_F_B,0B1\n1F0,(1F1;1B0)OVERLAP_F_B,1B1"))
                .contains(
                        "row 1, column 2: ranks wait for each other: rank 0 at 0B0 for stage 1 on rank 1; rank 1 at 1F1");
    }

    @Test
    void readsFilesAndNamesThoseItCannotRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("one.csv");
        Files.writeString(file, "0F0,0B0\n");
        assertThat(PassOrderFile.read(file).passes().passes(0)).isEqualTo(2);
        InvalidInputException missing =
                catchThrowableOfType(InvalidInputException.class, () -> PassOrderFile.read(folder.resolve("two.csv")));
        assertThat(missing).hasMessageContaining("there is no such file");
    }

    private static String refusal(String text) {
        return catchThrowableOfType(InvalidInputException.class, () -> PassOrderFile.parse(text, FILE))
                .getMessage();
    }
}
