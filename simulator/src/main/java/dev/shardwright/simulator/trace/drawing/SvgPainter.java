package dev.shardwright.simulator.trace.drawing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Draws as SVG text. */
final class SvgPainter implements Painter {
    private static final int DECIMALS = 2;

    private final StringBuilder svg = new StringBuilder();

    SvgPainter(double width, double height) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n");
        fill(new Area(0, 0, width, height), Colour.WHITE);
    }

    String finished() {
        return svg + "</svg>\n";
    }

    @Override
    public void fill(Area area, Colour colour) {
        rectangle(area).append(" fill=\"").append(colour.hex()).append("\"/>\n");
    }

    @Override
    public void outline(Area area, Colour colour) {
        rectangle(area).append(" fill=\"none\" stroke=\"").append(colour.hex()).append("\" stroke-width=\"0.5\"/>\n");
    }

    private StringBuilder rectangle(Area area) {
        return svg.append("<rect x=\"")
                .append(number(area.x()))
                .append("\" y=\"")
                .append(number(area.y()))
                .append("\" width=\"")
                .append(number(area.width()))
                .append("\" height=\"")
                .append(number(area.height()))
                .append('"');
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Colour colour) {
        svg.append("<path d=\"M")
                .append(number(fromX))
                .append(' ')
                .append(number(fromY))
                .append('L')
                .append(number(toX))
                .append(' ')
                .append(number(toY))
                .append("\" stroke=\"")
                .append(colour.hex())
                .append("\" stroke-width=\"0.75\"/>\n");
    }

    @Override
    public void text(double x, double y, String text, Font font, Colour colour) {
        svg.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" font-size=\"")
                .append(number(font.size()))
                .append(font.bold() ? "\" font-weight=\"bold" : "")
                .append("\" text-anchor=\"")
                .append(font.anchor().name().toLowerCase(Locale.ROOT))
                .append("\" fill=\"")
                .append(colour.hex())
                .append("\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Rounded, without zeros at the end. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
