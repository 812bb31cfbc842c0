package dev.shardwright.profiler.chart;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** Diagrams side by side in one picture, two in a row. */
public final class Picture {
    private static final Pattern LONG_FRACTION = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 480;
    private static final int ONE_WIDTH = 1000;
    private static final int ONE_HEIGHT = 600;

    private final List<XYChart> charts;
    private final int panelWidth;
    private final int panelHeight;
    private final int columns;

    /** Throws IllegalArgumentException without a panel. */
    public Picture(List<Panel> panels) {
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a picture needs a diagram");
        }
        boolean alone = panels.size() == 1;
        this.panelWidth = alone ? ONE_WIDTH : WIDTH;
        this.panelHeight = alone ? ONE_HEIGHT : HEIGHT;
        this.columns = alone ? 1 : 2;
        this.charts = panels.stream()
                .map(panel -> Charts.of(panel, panelWidth, panelHeight))
                .toList();
    }

    private int width() {
        return columns * panelWidth;
    }

    private int height() {
        return (charts.size() + columns - 1) / columns * panelHeight;
    }

    /** The picture as a PNG file. */
    public byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint(graphics);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** The picture as an SVG file. */
    public byte[] svg() throws IOException {
        VectorGraphics2D graphics = new VectorGraphics2D();
        paint(graphics);
        Document document =
                new SVGProcessor().getDocument(graphics.getCommands(), new PageSize(0, 0, width(), height()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.writeTo(bytes);
        return rounded(bytes.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    /** A hundredth of a pixel is enough. */
    private static String rounded(String svg) {
        return LONG_FRACTION
                .matcher(svg)
                .replaceAll(match -> String.format(Locale.ROOT, "%.2f", Double.parseDouble(match.group())));
    }

    private void paint(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        AffineTransform origin = graphics.getTransform();
        for (int i = 0; i < charts.size(); i++) {
            graphics.translate(i % columns * panelWidth, i / columns * panelHeight);
            charts.get(i).paint(graphics, panelWidth, panelHeight);
            graphics.setTransform(origin);
            graphics.setClip(null);
        }
    }
}
