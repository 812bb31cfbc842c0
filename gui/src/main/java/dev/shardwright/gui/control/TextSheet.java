package dev.shardwright.gui.control;

import dev.shardwright.simulator.reportfile.TextTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of text as it is shown and copied.
 *
 * @param headings of the columns
 * @param rows each with a cell for every column
 */
public record TextSheet(List<String> headings, List<List<String>> rows) {
    public TextSheet {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException(row.size() + " cells for " + headings.size() + " columns");
            }
        }
    }

    /** Whether a column holds figures, which stand to the right. */
    public boolean numeric(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .filter(cell -> !cell.equals("-"))
                .allMatch(cell -> !cell.isEmpty() && "+-0123456789".indexOf(cell.charAt(0)) >= 0);
    }

    /** Comma-separated values as RFC 4180 has them, with a line feed after every line. */
    public String csv() {
        StringBuilder text = new StringBuilder(line(headings));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(TextSheet::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** Aligned columns for a message or a terminal. */
    public String text() {
        TextTable table = new TextTable();
        for (int i = 0; i < headings.size(); i++) {
            if (numeric(i)) {
                table.right(headings.get(i));
            } else {
                table.left(headings.get(i));
            }
        }
        rows.forEach(table::row);
        return String.join("\n", table.lines()) + "\n";
    }
}
