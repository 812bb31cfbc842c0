package dev.shardwright.simulator.trace.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws on pixels, without a screen. */
final class ImagePainter implements Painter {
    /** Pixels per point. */
    private static final int SCALE = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;

    ImagePainter(double width, double height) {
        image = new BufferedImage(pixels(width), pixels(height), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
        fill(new Area(0, 0, image.getWidth(), image.getHeight()), Colour.WHITE);
    }

    BufferedImage finished() {
        graphics.dispose();
        return image;
    }

    @Override
    public void fill(Area area, Colour colour) {
        use(colour);
        graphics.fill(rectangle(area));
    }

    @Override
    public void outline(Area area, Colour colour) {
        use(colour);
        graphics.setStroke(new BasicStroke(0.5f));
        graphics.draw(rectangle(area));
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Colour colour) {
        use(colour);
        graphics.setStroke(new BasicStroke(0.75f));
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }

    @Override
    public void text(double x, double y, String text, Font font, Colour colour) {
        use(colour);
        int style = font.bold() ? java.awt.Font.BOLD : java.awt.Font.PLAIN;
        graphics.setFont(new java.awt.Font(java.awt.Font.SANS_SERIF, style, 1).deriveFont((float) font.size()));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double shift = switch (font.anchor()) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
        graphics.drawString(text, (float) (x - shift), (float) y);
    }

    private void use(Colour colour) {
        graphics.setColor(new Color(colour.red(), colour.green(), colour.blue()));
    }

    private static Rectangle2D rectangle(Area area) {
        return new Rectangle2D.Double(area.x(), area.y(), area.width(), area.height());
    }

    private static int pixels(double points) {
        return (int) Math.ceil(points * SCALE);
    }
}
