package dev.shardwright.simulator.trace.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.schedule.Gpipe;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.trace.HandMadeSteps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class DrawingTest {
    private static final Path FOLDER = Path.of("../docs/model/schedules");
    private static final int RANKS = 4;
    private static final int MICRO_BATCHES = 8;

    static List<PipelineSchedule> schedules() {
        return Schedules.all(2);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesOfTheDocsAreAsTheyArePlayed(PipelineSchedule schedule) throws IOException {
        Path file = FOLDER.resolve(schedule.name() + ".svg");
        String svg = svg(ScheduleChart.of(schedule, RANKS, MICRO_BATCHES, PassTimes.EQUAL));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, svg);
        }
        assertThat(svg).isEqualTo(Files.readString(file));
    }

    @Test
    void everyPassHasItsBoxAndNumber() throws Exception {
        Document drawing =
                parsed(svg(ScheduleChart.of(new OneForwardOneBackward(), RANKS, MICRO_BATCHES, PassTimes.EQUAL)));

        assertThat(filled(drawing, Ink.FORWARD)).isEqualTo(RANKS * MICRO_BATCHES + 1);
        assertThat(filled(drawing, Ink.BACKWARD)).isEqualTo(RANKS * MICRO_BATCHES + 1);
        assertThat(texts(drawing)).filteredOn(text -> text.equals("7")).hasSize(2 * RANKS);
        assertThat(texts(drawing))
                .contains("1f1b: 4 ranks, 8 micro-batches", "rank 3", "forward", "idle", "time (units)");
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void everyPassIsDrawnOnce(PipelineSchedule schedule) {
        PassOrder order = schedule.order(RANKS, MICRO_BATCHES, PassTimes.EQUAL);
        Chart chart = ScheduleChart.of(schedule, RANKS, MICRO_BATCHES, PassTimes.EQUAL);
        for (int rank = 0; rank < RANKS; rank++) {
            List<Chart.Span> spans = chart.rows().get(rank).passes();
            double area = spans.stream()
                    .mapToDouble(s -> (s.end() - s.start()) * (s.height() == Chart.Height.WHOLE ? 1 : 0.5))
                    .sum();
            assertThat(spans).hasSize(order.passes(rank));
            assertThat(area).isCloseTo(MICRO_BATCHES * PassTimes.EQUAL.total(), offset(1e-9));
        }
    }

    /** Time, of which a rank works 24, and the share that it idles. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gpipe         | 33 time units, of which a rank works 24 (idle 27.3 %)
            1f1b          | 33 time units, of which a rank works 24 (idle 27.3 %)
            interleaved   | 28.5 time units, of which a rank works 24 (idle 15.8 %)
            zb-h1         | 27 time units, of which a rank works 24 (idle 11.1 %)
            zb-h2         | 24 time units from a rank's first pass to its last, of which a rank works 24 (idle 0.0 %)
            dualpipe      | 26 time units, of which a rank works 24 (idle 7.7 %)
            """)
    void aDrawingSaysHowLongItsStepIs(String name, String length) {
        PipelineSchedule schedule = schedules().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(ScheduleChart.of(schedule, RANKS, MICRO_BATCHES, PassTimes.EQUAL)
                        .remark())
                .startsWith(length);
    }

    @Test
    void narrowBoxesAreJoined() {
        Chart chart = TimelineChart.of("many", "", HandMadeSteps.forwards(2, 20_000));
        double pixel = 1 / new Sheet(chart).width(1);
        List<Chart.Span> all = chart.rows().get(0).passes();
        List<Chart.Span> drawn = Merging.of(all, pixel);

        assertThat(all).hasSize(20_000);
        assertThat(drawn).hasSizeLessThanOrEqualTo(2 * (int) Sheet.WIDTH);
        assertThat(drawn.get(0).start()).isZero();
        assertThat(drawn.get(drawn.size() - 1).end())
                .isEqualTo(all.get(all.size() - 1).end());
        for (int i = 1; i < drawn.size(); i++) {
            assertThat(drawn.get(i).start())
                    .isGreaterThanOrEqualTo(drawn.get(i - 1).end());
        }
    }

    @Test
    void pixelsShowWhatTheTextShows() throws IOException {
        Chart chart = ScheduleChart.of(new Gpipe(), RANKS, MICRO_BATCHES, PassTimes.EQUAL);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DrawingFormat.of("gpipe.PNG").write(chart, file);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        Sheet sheet = new Sheet(chart);

        assertThat(image.getWidth()).isEqualTo(2 * (int) Sheet.WIDTH);
        assertThat(at(image, sheet.x(0.1), sheet.rowTop(0) + 3)).isEqualTo(Ink.FORWARD.colour());
        assertThat(at(image, sheet.x(0.1), sheet.rowTop(1) + 3)).isEqualTo(Ink.IDLE.colour());
        assertThat(at(image, sheet.x(chart.until() - 0.1), sheet.rowTop(0) + 3)).isEqualTo(Ink.BACKWARD.colour());
        assertThat(at(image, Sheet.WIDTH - 1, sheet.height() - 1)).isEqualTo(Colour.WHITE);
    }

    @Test
    void textIsEscaped() throws Exception {
        Document drawing = parsed(svg(TimelineChart.of("a < b & c", "", HandMadeSteps.forwards(1, 1))));

        assertThat(texts(drawing)).contains("a < b & c", "time (ms)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "step.pdf", "svg"})
    void otherEndingsAreRefused(String name) {
        assertThatThrownBy(() -> DrawingFormat.of(name))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name + ": must end in .svg or .png");
    }

    private static String svg(Chart chart) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DrawingFormat.SVG.write(chart, file);
        return file.toString(StandardCharsets.UTF_8);
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static long filled(Document drawing, Ink ink) {
        return attributes(drawing.getElementsByTagName("rect")).stream()
                .filter(fill -> fill.equals(ink.colour().hex()))
                .count();
    }

    private static List<String> attributes(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(
                        i -> nodes.item(i).getAttributes().getNamedItem("fill").getNodeValue())
                .toList();
    }

    private static List<String> texts(Document drawing) {
        NodeList nodes = drawing.getElementsByTagName("text");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static Colour at(BufferedImage image, double x, double y) {
        return Colour.of(image.getRGB((int) (2 * x), (int) (2 * y)));
    }
}
