package dev.shardwright.gui.plan;

import dev.shardwright.gui.session.LayoutRow;
import dev.shardwright.gui.session.PlanAnswer;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** One column of the table of layouts, never narrower than its longest text. */
record LayoutColumn(String heading, Function<LayoutRow, String> text) {
    private static final Font HEADING = Font.font(null, FontWeight.BOLD, 12);
    private static final Font CELL = Font.font(13);
    private static final double PADDING = 15;
    private static final double NOTE_WIDTH = 420;

    /** All columns of an answer: rank, the choices in which its layouts differ, figures, verdict. */
    static List<TableColumn<LayoutRow, String>> all(PlanAnswer answer) {
        List<LayoutRow> rows = answer.rows();
        List<TableColumn<LayoutRow, String>> columns = new ArrayList<>();
        columns.add(new LayoutColumn("#", LayoutRow::rank).of(rows));
        List<String> headings = answer.headings();
        for (int i = 0; i < headings.size(); i++) {
            int choice = i;
            columns.add(new LayoutColumn(headings.get(i), row -> row.choices().get(choice)).of(rows));
        }
        columns.add(figure(ReportFigure.ITERATION).of(rows));
        columns.add(figure(ReportFigure.TOKENS).of(rows));
        columns.add(explained(
                figure(ReportFigure.MFU).of(rows),
                ReportText.utilisationNote(rows.get(0).report())));
        columns.add(new LayoutColumn("memory / limit", LayoutRow::memory).of(rows));
        columns.add(verdict(rows));
        return columns;
    }

    private static LayoutColumn figure(ReportFigure figure) {
        return new LayoutColumn(figure.label(), row -> row.figure(figure));
    }

    /** Numbers stand to the right, words to the left. */
    private TableColumn<LayoutRow, String> of(List<LayoutRow> rows) {
        TableColumn<LayoutRow, String> column = new TableColumn<>(heading);
        column.setCellValueFactory(cell -> new SimpleStringProperty(text.apply(cell.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(PADDING + width(rows));
        boolean numbers = rows.stream().map(text).allMatch(cell -> Character.isDigit(cell.charAt(0)));
        column.getStyleClass().add(numbers ? "number" : "word");
        return explained(column, Lesson.ofColumn(heading));
    }

    private double width(List<LayoutRow> rows) {
        double longest = rows.stream()
                .map(text)
                .mapToDouble(cell -> width(cell, CELL))
                .max()
                .orElse(0);
        return Math.max(width(heading, HEADING), longest);
    }

    private static double width(String text, Font font) {
        Text measured = new Text(text);
        measured.setFont(font);
        return Math.ceil(measured.getLayoutBounds().getWidth());
    }

    private static TableColumn<LayoutRow, String> explained(TableColumn<LayoutRow, String> column, String lesson) {
        if (lesson.isEmpty()) {
            return column;
        }
        Label heading = new Label(column.getText());
        Tooltip note = new Tooltip(lesson);
        note.setWrapText(true);
        note.setMaxWidth(NOTE_WIDTH);
        heading.setTooltip(note);
        column.setText("");
        column.setGraphic(heading);
        return column;
    }

    private static TableColumn<LayoutRow, String> verdict(List<LayoutRow> rows) {
        TableColumn<LayoutRow, String> column =
                new LayoutColumn("verdict", row -> row.verdict().label()).of(rows);
        column.setMinWidth(column.getMinWidth() + PADDING);
        column.setCellFactory(c -> new VerdictCell());
        return column;
    }
}
