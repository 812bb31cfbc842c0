package dev.shardwright.profiler.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

final class PictureTest {
    private static final Panel PANEL = new Panel(
            "speed",
            Panel.Axis.doubling("rows"),
            Panel.Axis.linear("share (%)", 100),
            List.of(
                    new Series("line", Mark.LINE, 0, List.of(new Point(128, 20), new Point(4096, 80))),
                    new Series("roof", Mark.DASHED, 1, List.of(new Point(128, 100), new Point(4096, 100))),
                    new Series("dots", Mark.DOTS, 2, List.of(new Point(1024, 50)))));

    private static final Panel ROOFLINE = new Panel(
            "roofline",
            Panel.Axis.tenfold("FLOPs per byte"),
            Panel.Axis.tenfold("TFLOP/s"),
            List.of(new Series(
                    "roof", Mark.LINE, 0, List.of(new Point(1, 3), new Point(300, 900), new Point(900, 900)))));

    private static BufferedImage image(Panel... panels) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(new Picture(List.of(panels)).png()));
    }

    @Test
    void onePanelIsAThousandPixelsWideAndSeveralStandTwoInARow() throws IOException {
        assertThat(image(PANEL).getWidth()).isEqualTo(1000);
        BufferedImage three = image(PANEL, ROOFLINE, PANEL);
        BufferedImage two = image(PANEL, ROOFLINE);
        assertThat(three.getWidth()).isEqualTo(two.getWidth());
        assertThat(three.getHeight()).isEqualTo(2 * two.getHeight());
    }

    /** The palette's blue of the line, orange of the roof and green of the dots. */
    @Test
    void everySeriesIsSeenInItsColour() throws IOException {
        BufferedImage image = image(PANEL);
        for (int colour : new int[] {0x0072B2, 0xD55E00, 0x009E73}) {
            long pixels = IntStream.range(0, image.getWidth())
                    .mapToLong(x -> IntStream.range(0, image.getHeight())
                            .filter(y -> image.getRGB(x, y) == new Color(colour).getRGB())
                            .count())
                    .sum();
            assertThat(pixels).as("%06x", colour).isGreaterThan(30);
        }
    }

    @Test
    void vectorsAreWellFormedRoundedAndTheSameEachTime() throws Exception {
        String svg = svg();
        assertThat(svg()).isEqualTo(svg);
        assertThat(svg).doesNotContainPattern("\\d\\.\\d{3}").hasSizeLessThan(400_000);
        assertThat(parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(parsed(svg).getElementsByTagName("path").getLength()).isGreaterThan(10);
    }

    private static String svg() throws IOException {
        return new String(new Picture(List.of(PANEL, ROOFLINE)).svg(), StandardCharsets.UTF_8);
    }

    private static Document parsed(String svg) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aPictureOfNothingIsRefused() {
        assertThatThrownBy(() -> new Picture(List.of())).hasMessageContaining("needs a diagram");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "9, 512", "10, 1Ki", "16, 64Ki", "20, 1Mi", "31, 2Gi"})
    void powersOfTwo(int power, String mark) {
        assertThat(Marks.binary(power)).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.1, 0.1", "100, 100", "3500, 3500", "10000, 10k", "2.5e7, 25M", "0.01, 0.01"})
    void figures(double value, String mark) {
        assertThat(Marks.decimal(value)).isEqualTo(mark);
    }
}
